%% Stands in for OTP's queue, whole exported API.
-module(queue).
-compile({no_auto_import, [get/1]}).

-export([all/2, any/2, cons/2, daeh/1, delete/2, delete_r/2, delete_with/2, delete_with_r/2, drop/1,
         drop_r/1, filter/2, filtermap/2, fold/3, from_list/1, get/1, get_r/1, head/1, in/2, in_r/2,
         init/1, is_empty/1, is_queue/1, join/2, lait/1, last/1, len/1, liat/1, member/2, new/0, out/1,
         out_r/1, peek/1, peek_r/1, reverse/1, snoc/2, split/2, tail/1, to_list/1]).

%% {Rear, Front}: the rear is reversed, and neither is empty in a queue of two or more.

new() -> {[], []}.

is_queue({R, F}) when is_list(R), is_list(F) -> true;
is_queue(_) -> false.

is_empty({[], []}) -> true;
is_empty({In, Out}) when is_list(In), is_list(Out) -> false;
is_empty(Q) -> erlang:error(badarg, [Q]).

len({R, F}) when is_list(R), is_list(F) -> length(R) + length(F);
len(Q) -> erlang:error(badarg, [Q]).

to_list({In, Out}) when is_list(In), is_list(Out) -> Out ++ lists:reverse(In);
to_list(Q) -> erlang:error(badarg, [Q]).

from_list(L) when is_list(L) -> front_to_queue(L);
from_list(L) -> erlang:error(badarg, [L]).

member(X, {R, F}) when is_list(R), is_list(F) -> lists:member(X, R) orelse lists:member(X, F);
member(X, Q) -> erlang:error(badarg, [X, Q]).

in(X, {[_] = In, []}) -> {[X], In};
in(X, {In, Out}) when is_list(In), is_list(Out) -> {[X | In], Out};
in(X, Q) -> erlang:error(badarg, [X, Q]).

in_r(X, {[], [_] = F}) -> {F, [X]};
in_r(X, {R, F}) when is_list(R), is_list(F) -> {R, [X | F]};
in_r(X, Q) -> erlang:error(badarg, [X, Q]).

out({[], []} = Q) -> {empty, Q};
out({[V], []}) -> {{value, V}, {[], []}};
out({[Y | In], []}) ->
    [V | Out] = lists:reverse(In, []),
    {{value, V}, {[Y], Out}};
out({In, [V]}) when is_list(In) -> {{value, V}, rear_to_queue(In)};
out({In, [V | Out]}) when is_list(In) -> {{value, V}, {In, Out}};
out(Q) -> erlang:error(badarg, [Q]).

out_r({[], []} = Q) -> {empty, Q};
out_r({[], [V]}) -> {{value, V}, {[], []}};
out_r({[], [Y | Out]}) ->
    [V | In] = lists:reverse(Out, []),
    {{value, V}, {In, [Y]}};
out_r({[V], Out}) when is_list(Out) -> {{value, V}, front_to_queue(Out)};
out_r({[V | In], Out}) when is_list(Out) -> {{value, V}, {In, Out}};
out_r(Q) -> erlang:error(badarg, [Q]).

rear_to_queue([]) -> {[], []};
rear_to_queue([_] = R) -> {[], R};
rear_to_queue(R) ->
    {Rear, Front} = lists:split(length(R) div 2, R),
    {Rear, lists:reverse(Front, [])}.

front_to_queue([]) -> {[], []};
front_to_queue([_] = F) -> {F, []};
front_to_queue(F) ->
    {Front, Rear} = lists:split(length(F) div 2, F),
    {lists:reverse(Rear, []), Front}.

get({[], []} = Q) -> erlang:error(empty, [Q]);
get({R, F}) when is_list(R), is_list(F) -> first(R, F);
get(Q) -> erlang:error(badarg, [Q]).

get_r({[], []} = Q) -> erlang:error(empty, [Q]);
get_r({R, F}) when is_list(R), is_list(F) -> first(F, R);
get_r(Q) -> erlang:error(badarg, [Q]).

first(_, [H | _]) -> H;
first(Other, []) -> lists:last(Other).

peek({[], []}) -> empty;
peek({R, F}) when is_list(R), is_list(F) -> {value, first(R, F)};
peek(Q) -> erlang:error(badarg, [Q]).

peek_r({[], []}) -> empty;
peek_r({R, F}) when is_list(R), is_list(F) -> {value, first(F, R)};
peek_r(Q) -> erlang:error(badarg, [Q]).

drop({[], []} = Q) -> erlang:error(empty, [Q]);
drop(Q) ->
    try out(Q) of
        {_, Rest} -> Rest
    catch
        error:badarg -> erlang:error(badarg, [Q])
    end.

drop_r({[], []} = Q) -> erlang:error(empty, [Q]);
drop_r(Q) ->
    try out_r(Q) of
        {_, Rest} -> Rest
    catch
        error:badarg -> erlang:error(badarg, [Q])
    end.

reverse({R, F}) when is_list(R), is_list(F) -> {F, R};
reverse(Q) -> erlang:error(badarg, [Q]).

join({R, F} = Q, {[], []}) when is_list(R), is_list(F) -> Q;
join({[], []}, {R, F} = Q) when is_list(R), is_list(F) -> Q;
join({R1, F1}, {R2, F2}) when is_list(R1), is_list(F1), is_list(R2), is_list(F2) ->
    {R2, F1 ++ lists:reverse(R1, F2)};
join(Q1, Q2) -> erlang:error(badarg, [Q1, Q2]).

split(0, {R, F} = Q) when is_list(R), is_list(F) -> {{[], []}, Q};
split(N, {R, F} = Q) when is_integer(N), N >= 1, is_list(R), is_list(F) ->
    LenF = length(F),
    if
        N < LenF ->
            [X | Rest] = F,
            front_split(N - 1, Rest, [X], [], R);
        N > LenF ->
            LenR = length(R),
            M = LenR - (N - LenF),
            if
                M < 0 -> erlang:error(badarg, [N, Q]);
                M > 0 ->
                    [X | Rest] = R,
                    rear_split(M - 1, Rest, [], [X], F);
                true -> {Q, {[], []}}
            end;
        true -> {front_to_queue(F), rear_to_queue(R)}
    end;
split(N, Q) -> erlang:error(badarg, [N, Q]).

front_split(0, F, R1, F1, R) -> {rejoin(R1, F1), rejoin_rear(R, F)};
front_split(N, [X | F], R1, F1, R) -> front_split(N - 1, F, [X | R1], F1, R).

rejoin(R, []) -> rear_to_queue(R);
rejoin(R, F) -> {R, F}.

rejoin_rear([], F) -> front_to_queue(F);
rejoin_rear(R, F) -> {R, F}.

rear_split(0, R, F1, R1, F) -> {rejoin_rear_front(R, F), {R1, F1}};
rear_split(N, [X | R], F1, R1, F) -> rear_split(N - 1, R, [X | F1], R1, F).

rejoin_rear_front(R, []) -> rear_to_queue(R);
rejoin_rear_front(R, F) -> {R, F}.

filter(F, {R0, F0}) when is_function(F, 1), is_list(R0), is_list(F0) ->
    Front = filter_front(F, F0),
    balanced(filter_rear(F, R0), Front);
filter(F, Q) -> erlang:error(badarg, [F, Q]).

filtermap(F, {R0, F0}) when is_function(F, 1), is_list(R0), is_list(F0) ->
    Front = lists:filtermap(F, F0),
    balanced(lists:reverse(lists:filtermap(F, lists:reverse(R0))), Front);
filtermap(F, Q) -> erlang:error(badarg, [F, Q]).

balanced([], F) -> front_to_queue(F);
balanced(R, []) -> rear_to_queue(R);
balanced(R, F) -> {R, F}.

%% A list that the function gives stands for the element.
filter_front(_, []) -> [];
filter_front(F, [X | Xs]) ->
    case F(X) of
        true -> [X | filter_front(F, Xs)];
        [Y] -> [Y | filter_front(F, Xs)];
        false -> filter_front(F, Xs);
        [] -> filter_front(F, Xs);
        L when is_list(L) -> L ++ filter_front(F, Xs)
    end.

filter_rear(_, []) -> [];
filter_rear(F, [X | Xs0]) ->
    Xs = filter_rear(F, Xs0),
    case F(X) of
        true -> [X | Xs];
        [Y] -> [Y | Xs];
        false -> Xs;
        [] -> Xs;
        L when is_list(L) -> lists:reverse(L, Xs)
    end.

fold(F, Acc, {R, Front}) when is_function(F, 2), is_list(R), is_list(Front) ->
    lists:foldr(F, lists:foldl(F, Acc, Front), R);
fold(F, Acc, Q) -> erlang:error(badarg, [F, Acc, Q]).

any(Pred, {R, F}) when is_function(Pred, 1), is_list(R), is_list(F) ->
    lists:any(Pred, F) orelse lists:any(Pred, R);
any(Pred, Q) -> erlang:error(badarg, [Pred, Q]).

all(Pred, {R, F}) when is_function(Pred, 1), is_list(R), is_list(F) ->
    lists:all(Pred, F) andalso lists:all(Pred, R);
all(Pred, Q) -> erlang:error(badarg, [Pred, Q]).

delete(X, {R, F} = Q) when is_list(R), is_list(F) -> remove_first(fun(Y) -> Y =:= X end, Q);
delete(X, Q) -> erlang:error(badarg, [X, Q]).

delete_r(X, {R, F} = Q) when is_list(R), is_list(F) -> reverse(remove_first(fun(Y) -> Y =:= X end, reverse(Q)));
delete_r(X, Q) -> erlang:error(badarg, [X, Q]).

delete_with(Pred, {R, F} = Q) when is_function(Pred, 1), is_list(R), is_list(F) -> remove_first(Pred, Q);
delete_with(Pred, Q) -> erlang:error(badarg, [Pred, Q]).

delete_with_r(Pred, {R, F} = Q) when is_function(Pred, 1), is_list(R), is_list(F) ->
    reverse(remove_first(Pred, reverse(Q)));
delete_with_r(Pred, Q) -> erlang:error(badarg, [Pred, Q]).

remove_first(Pred, {R, F} = Q) ->
    case without_first(Pred, F) of
        false ->
            case without_first(Pred, lists:reverse(R)) of
                false -> Q;
                [] -> front_to_queue(F);
                Rest -> {lists:reverse(Rest), F}
            end;
        [] -> rear_to_queue(R);
        Rest -> {R, Rest}
    end.

without_first(_, []) -> false;
without_first(Pred, [X | Rest]) ->
    case Pred(X) of
        true -> Rest;
        false ->
            case without_first(Pred, Rest) of
                false -> false;
                Less -> [X | Less]
            end
    end.

%% The other two APIs.

cons(X, Q) -> in_r(X, Q).

head({[], []} = Q) -> erlang:error(empty, [Q]);
head({R, F}) when is_list(R), is_list(F) -> first(R, F);
head(Q) -> erlang:error(badarg, [Q]).

tail(Q) -> drop(Q).

snoc(Q, X) -> in(X, Q).

daeh(Q) -> get_r(Q).

last(Q) -> get_r(Q).

liat(Q) -> drop_r(Q).

lait(Q) -> drop_r(Q).

init(Q) -> drop_r(Q).
