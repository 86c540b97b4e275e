%% Stands in for OTP's lists, whole exported API.
-module(lists).
-compile({no_auto_import, [max/2, min/2]}).

-export([all/2, any/2, append/1, append/2, concat/1, delete/2, droplast/1, dropwhile/2, duplicate/2,
         enumerate/1, enumerate/2, filter/2, filtermap/2, flatlength/1, flatmap/2, flatten/1, flatten/2,
         foldl/3, foldr/3, foreach/2, join/2, keydelete/3, keyfind/3, keymap/3, keymember/3, keymerge/3,
         keyreplace/4, keysearch/3, keysort/2, keystore/4, keytake/3, last/1, map/2, mapfoldl/3, mapfoldr/3,
         max/1, member/2, merge/1, merge/2, merge/3, merge3/3, min/1, nth/2, nthtail/2, partition/2, prefix/2,
         reverse/1, reverse/2, rkeymerge/3, rmerge/2, rmerge/3, rmerge3/3, rukeymerge/3, rumerge/2, rumerge/3,
         rumerge3/3, search/2, seq/2, seq/3, sort/1, sort/2, split/2, splitwith/2, sublist/2, sublist/3,
         subtract/2, suffix/2, sum/1, takewhile/2, ukeymerge/3, ukeysort/2, umerge/1, umerge/2, umerge/3,
         umerge3/3, uniq/1, uniq/2, unzip/1, unzip3/1, usort/1, usort/2, zf/2, zip/2, zip3/3, zipwith/3,
         zipwith3/4]).

%% Built into the runtime.

keyfind(_Key, _N, _Tuples) -> erlang:nif_error(undef).
keymember(_Key, _N, _Tuples) -> erlang:nif_error(undef).
keysearch(_Key, _N, _Tuples) -> erlang:nif_error(undef).
member(_Elem, _List) -> erlang:nif_error(undef).
reverse(_List, _Tail) -> erlang:nif_error(undef).

%% Taking lists apart and putting them together.

append(L1, L2) -> L1 ++ L2.

append([L]) -> L;
append([H | T]) -> H ++ append(T);
append([]) -> [].

subtract(L1, L2) -> L1 -- L2.

reverse([] = L) -> L;
reverse([_] = L) -> L;
reverse([A, B]) ->
    [B, A];

reverse([A, B | L]) ->

    reverse(L, [B, A]).

nth(1, [H | _]) -> H;
nth(N, [_ | T]) when N > 1 ->
    nth(N - 1, T).

nthtail(0, []) -> [];
nthtail(0, [_ | _] = L) -> L;
nthtail(1, [_ | T]) -> T; nthtail(N, [_ | T]) when N > 1 ->
    nthtail(N - 1, T).

prefix([X | P], [X | T]) -> prefix(P, T);
prefix([], L) when is_list(L) -> true;
prefix([_ | _], L) when is_list(L) -> false.

suffix(Suffix, List) ->
    Skip = length(List) - length(Suffix),
    Skip >= 0 andalso nthtail(Skip, List) =:= Suffix.

droplast([_]) -> [];
droplast([H | T]) -> [H | droplast(T)].

last([H | T]) -> last(H, T).
last(_, [H | T]) -> last(H, T);
last(H, []) -> H.

seq(From, To) when is_integer(From), is_integer(To), From - 1 =< To ->
    seq_down(To, From, []).

seq_down(N, From, Acc) when N >= From + 3 ->
    seq_down(N - 4, From, [N - 3, N - 2, N - 1, N | Acc]);
seq_down(N, From, Acc) when N >= From ->
    seq_down(N - 1, From, [N | Acc]);
seq_down(_, _, Acc) ->
    Acc.

seq(From, To, Step) when is_integer(From), is_integer(To), is_integer(Step) ->
    if
        Step > 0, From - Step =< To; Step < 0, From - Step >= To ->
            seq_step(From + (To - From) div Step * Step, From, Step, To, []);
        Step =:= 0, From =:= To ->
            [From];
        true ->
            error(badarg, [From, To, Step], [{error_info, #{module => erl_stdlib_errors}}])
    end;
seq(From, To, Step) ->
    error(badarg, [From, To, Step], [{error_info, #{module => erl_stdlib_errors}}]).

seq_step(N, From, Step, To, Acc) when N =:= From ->
    if
        Step > 0, From > To; Step < 0, From < To -> Acc;
        true -> [N | Acc]
    end;
seq_step(N, From, Step, _To, Acc) when Step > 0, N < From; Step < 0, N > From ->
    Acc;
seq_step(N, From, Step, To, Acc) ->
    seq_step(N - Step, From, Step, To, [N | Acc]).

sum(L) -> sum(L, 0).

sum([H | T], Sum) -> sum(T, Sum + H);
sum([], Sum) -> Sum.

duplicate(N, X) when is_integer(N), N >= 0 -> duplicate(N, X, []).

duplicate(0, _, Acc) -> Acc;
duplicate(N, X, Acc) -> duplicate(N - 1, X, [X | Acc]).

min([H | T]) -> min(T, H).

min([H | T], Min) when H < Min -> min(T, H);
min([_ | T], Min) -> min(T, Min);
min([], Min) -> Min.

max([H | T]) -> max(T, H).
max([H | T], Max) when H > Max -> max(T, H);
max([_ | T], Max) -> max(T, Max);
max([], Max) -> Max.

sublist(List, 1, L) when is_list(List), is_integer(L), L >= 0 ->
    sublist(List, L);
sublist(List, S, _L) when is_integer(S), S >= 2, List =:= [] ->
    [];
sublist([_ | T], S, L) when is_integer(S), S >= 2 ->
    sublist(T, S - 1, L).

sublist(List, L) when is_integer(L), is_list(List) ->
    sublist_2(List, L).

sublist_2([H | T], L) when L > 0 -> [H | sublist_2(T, L - 1)];
sublist_2(_, 0) -> [];
sublist_2(List, L) when is_list(List), L > 0 -> [].

delete(X, [X | T]) -> T;
delete(X, [H | T]) -> [H | delete(X, T)];
delete(_, []) -> [].

%% Zipping.

zip([X | Xs], [Y | Ys]) -> [{X, Y} | zip(Xs, Ys)];
zip([], []) -> [].

unzip(Pairs) -> unzip(Pairs, [], []).
unzip([{X, Y} | T], Xs, Ys) -> unzip(T, [X | Xs], [Y | Ys]);
unzip([], Xs, Ys) -> {reverse(Xs), reverse(Ys)}.

zip3([X | Xs], [Y | Ys], [Z | Zs]) -> [{X, Y, Z} | zip3(Xs, Ys, Zs)];
zip3([], [], []) -> [].

unzip3(Triples) -> unzip3(Triples, [], [], []).

unzip3([{X, Y, Z} | T], Xs, Ys, Zs) -> unzip3(T, [X | Xs], [Y | Ys], [Z | Zs]);
unzip3([], Xs, Ys, Zs) -> {reverse(Xs), reverse(Ys), reverse(Zs)}.

zipwith(F, [X | Xs], [Y | Ys]) -> [F(X, Y) | zipwith(F, Xs, Ys)];
zipwith(F, [], []) when is_function(F, 2) -> [].

zipwith3(F, [X | Xs], [Y | Ys], [Z | Zs]) -> [F(X, Y, Z) | zipwith3(F, Xs, Ys, Zs)];
zipwith3(F, [], [], []) when is_function(F, 3) -> [].

%% Flattening and joining.

concat(List) -> flatmap(fun thing_to_list/1, List).

thing_to_list(X) when is_integer(X) -> integer_to_list(X);
thing_to_list(X) when is_float(X) -> float_to_list(X);
thing_to_list(X) when is_atom(X) -> atom_to_list(X);
thing_to_list(X) when is_list(X) -> X.

flatten(List) when is_list(List) -> do_flatten(List, []).

flatten(List, Tail) when is_list(List), is_list(Tail) ->
    do_flatten(List, Tail).

do_flatten([H | T], Tail) when is_list(H) ->
    do_flatten(H, do_flatten(T, Tail));
do_flatten([H | T], Tail) ->
    [H | do_flatten(T, Tail)];
do_flatten([], Tail) ->
    Tail.

flatlength(List) -> flatlength(List, 0).

flatlength([H | T], N) when is_list(H) -> flatlength(H, flatlength(T, N));
flatlength([_ | T], N) -> flatlength(T, N + 1);
flatlength([], N) -> N.

join(Sep, [H | T]) -> [H | join_rest(Sep, T)];
join(_Sep, []) -> [].

join_rest(Sep, [H | T]) -> [Sep, H | join_rest(Sep, T)];
join_rest(_Sep, []) -> [].

%% Lists of tuples with a key.

keydelete(K, N, L) when is_integer(N), N > 0 -> keydelete3(K, N, L).

keydelete3(Key, N, [H | T]) when element(N, H) == Key -> T;
keydelete3(Key, N, [H | T]) -> [H | keydelete3(Key, N, T)];
keydelete3(_, _, []) -> [].

keyreplace(K, N, L, New) when is_integer(N), N > 0, is_tuple(New) ->
    keyreplace3(K, N, L, New).

keyreplace3(Key, N, [H | T], New) when element(N, H) == Key -> [New | T];
keyreplace3(Key, N, [H | T], New) -> [H | keyreplace3(Key, N, T, New)];
keyreplace3(_, _, [], _) -> [].

keytake(Key, N, L) when is_integer(N), N > 0 -> keytake(Key, N, L, []).

keytake(Key, N, [H | T], Seen) when element(N, H) == Key -> {value, H, reverse(Seen, T)};
keytake(Key, N, [H | T], Seen) -> keytake(Key, N, T, [H | Seen]);
keytake(_, _, [], _) -> false.

keystore(K, N, L, New) when is_integer(N), N > 0, is_tuple(New) ->
    keystore2(K, N, L, New).

keystore2(Key, N, [H | T], New) when element(N, H) == Key -> [New | T];
keystore2(Key, N, [H | T], New) -> [H | keystore2(Key, N, T, New)];
keystore2(_, _, [], New) -> [New].

keymap(F, N, [H | T]) ->
    [setelement(N, H, F(element(N, H))) | keymap(F, N, T)];
keymap(F, N, []) when is_integer(N), N >= 1, is_function(F, 1) -> [].

enumerate(List) when is_list(List) -> enumerate_1(1, List).

enumerate(From, List) when is_integer(From), is_list(List) -> enumerate_1(From, List).

enumerate_1(N, [H | T]) -> [{N, H} | enumerate_1(N + 1, T)];
enumerate_1(_, []) -> [].

%% Higher order functions.

all(F, List) when is_function(F, 1) ->
    case List of
        [H | T] ->
            case F(H) of
                true -> all_1(F, T);
                false -> false
            end;
        [] -> true
    end.

all_1(F, [H | T]) ->
    case F(H) of
        true -> all_1(F, T);
        false -> false
    end;
all_1(_F, []) -> true.

any(F, List) when is_function(F, 1) ->
    case List of
        [H | T] -> case F(H) of
                       true -> true;
                       false -> any_1(F, T)
                   end;
        [] -> false
    end.

any_1(F, [H | T]) ->
    case F(H) of
        true -> true;
        false -> any_1(F, T)
    end;
any_1(_F, []) -> false.

map(F, List) when is_function(F, 1) ->
    case List of
        [H | T] -> [F(H) | map_1(F, T)];
        [] -> []
    end.
map_1(F, [H | T]) ->
    [F(H) | map_1(F, T)];
map_1(_F, []) -> [].

flatmap(F, List) when is_function(F, 1) ->
    flatmap_1(F, List).
flatmap_1(F, [H | T]) ->
    F(H) ++ flatmap_1(F, T);
flatmap_1(_F, []) -> [].

foldl(F, Acc, List) when is_function(F, 2) ->
    case List of
        [H | T] -> foldl_1(F, F(H, Acc), T);
        [] -> Acc
    end.
foldl_1(F, Acc, [H | T]) ->
    foldl_1(F, F(H, Acc), T);
foldl_1(_F, Acc, []) -> Acc.

foldr(F, Acc, List) when is_function(F, 2) ->
    foldr_1(F, Acc, List).
foldr_1(F, Acc, [H | T]) ->
    F(H, foldr_1(F, Acc, T));
foldr_1(_F, Acc, []) -> Acc.

filter(Pred, List) when is_function(Pred, 1) ->
    [E || E <- List, Pred(E)].

partition(Pred, List) ->
    partition_1(Pred, List, [], []).
partition_1(Pred, [H | T], Yes, No) ->
    case Pred(H) of
        true -> partition_1(Pred, T, [H | Yes], No);
        false -> partition_1(Pred, T, Yes, [H | No])
    end;
partition_1(Pred, [], Yes, No) when is_function(Pred, 1) ->
    {reverse(Yes), reverse(No)}.

filtermap(F, List) when is_function(F, 1) ->
    filtermap_1(F, List).
filtermap_1(F, [H | T]) ->
    case F(H) of
        true -> [H | filtermap_1(F, T)];
        {true, New} -> [New | filtermap_1(F, T)];
        false -> filtermap_1(F, T)
    end;
filtermap_1(_F, []) -> [].

zf(F, List) -> filtermap(F, List).

foreach(F, List) when is_function(F, 1) ->
    foreach_1(F, List).
foreach_1(F, [H | T]) ->
    F(H),
    foreach_1(F, T);
foreach_1(_F, []) -> ok.

mapfoldl(F, Acc, List) when is_function(F, 2) ->
    mapfoldl_1(F, Acc, List).
mapfoldl_1(F, Acc0, [H | T]) ->
    {New, Acc1} = F(H, Acc0),
    {News, Acc2} = mapfoldl_1(F, Acc1, T),
    {[New | News], Acc2};
mapfoldl_1(_F, Acc, []) -> {[], Acc}.

mapfoldr(F, Acc, List) when is_function(F, 2) ->
    mapfoldr_1(F, Acc, List).
mapfoldr_1(F, Acc0, [H | T]) ->
    {News, Acc1} = mapfoldr_1(F, Acc0, T),
    {New, Acc2} = F(H, Acc1),
    {[New | News], Acc2};
mapfoldr_1(_F, Acc, []) -> {[], Acc}.

takewhile(Pred, List) when is_function(Pred, 1) ->
    takewhile_1(Pred, List).
takewhile_1(Pred, [H | T]) ->
    case Pred(H) of
        true -> [H | takewhile_1(Pred, T)];
        false -> []
    end;
takewhile_1(_Pred, []) -> [].

dropwhile(Pred, List) when is_function(Pred, 1) ->
    dropwhile_1(Pred, List).
dropwhile_1(Pred, [H | T] = List) ->
    case Pred(H) of
        true -> dropwhile_1(Pred, T);
        false -> List
    end;
dropwhile_1(_Pred, []) -> [].

search(Pred, List) when is_function(Pred, 1) ->
    search_1(Pred, List).
search_1(Pred, [H | T]) ->
    case Pred(H) of
        true -> {value, H};
        false -> search_1(Pred, T)
    end;
search_1(_Pred, []) -> false.

splitwith(Pred, List) when is_function(Pred, 1) ->
    splitwith_1(Pred, List, []).
splitwith_1(Pred, [H | T] = List, Taken) ->
    case Pred(H) of
        true -> splitwith_1(Pred, T, [H | Taken]);
        false -> {reverse(Taken), List}
    end;
splitwith_1(_Pred, [], Taken) -> {reverse(Taken), []}.

split(N, List) when is_integer(N), N >= 0, is_list(List) ->
    case split_off(N, List, []) of
        {_, _} = Parts -> Parts;
        too_short -> error(badarg, [N, List])
    end;
split(N, List) ->
    error(badarg, [N, List]).

split_off(0, Rest, Taken) -> {reverse(Taken), Rest};
split_off(N, [H | T], Taken) -> split_off(N - 1, T, [H | Taken]);
split_off(_, [], _) -> too_short.

uniq(L) -> uniq_1(L, #{}).

uniq_1([X | Xs], Seen) ->
    case is_map_key(X, Seen) of
        true -> uniq_1(Xs, Seen);
        false -> [X | uniq_1(Xs, Seen#{X => true})]
    end;
uniq_1([], _) -> [].

uniq(F, L) when is_function(F, 1) ->
    uniq_2(L, F, #{}).
uniq_2([X | Xs], F, Seen) ->
    Key = F(X),
    case is_map_key(Key, Seen) of
        true -> uniq_2(Xs, F, Seen);
        false -> [X | uniq_2(Xs, F, Seen#{Key => true})]
    end;
uniq_2([], _, _) -> [].

%% Sorting. The input is cut into runs, each kept in descending order; then
%% neighbours are merged, descending pairs into ascending lists and back, so
%% that every pass is tail recursive. Lists of runs change direction with them.
%%
%% A run takes an element at its end or just before its end. One element that fits
%% neither waits; it comes first in an empty run, else it starts the next one. As in
%% OTP, equal elements of a falling run change places, so sort/1 is not stable.

sort([A, B, C, D | T]) when A =< B ->
    if
        A == B -> level([C, D | T], B, [A]);
        true -> rise([C, D | T], B, A, [], [])
    end;
sort([A, B, C, D | T]) -> fall([C, D | T], B, A, [], []);
sort([A, B, C] = L) when A =< B ->
    if
        B =< C -> L;
        A =< C -> [A, C, B];
        true -> [C, A, B]
    end;
sort([A, B, C]) ->
    if
        A =< C -> [B, A, C];
        B =< C -> [B, C, A];
        true -> [C, B, A]
    end;
sort([A, B]) when A > B -> [B, A];
sort([_, _] = L) -> L;
sort([_] = L) -> L;
sort([] = L) -> L.

%% Equal elements at the start.
level([Z | T], X, Run) when X == Z -> level(T, Z, [X | Run]);
level([Z | T], X, Run) when X < Z -> rise(T, Z, X, Run, []);
level([Z | T], X, Run) -> fall(T, Z, X, Run, []);
level([], X, Run) -> reverse(Run, [X]).

rise([Z | T], End, Next, Run, Runs) when Z >= End -> rise(T, Z, End, [Next | Run], Runs);
rise([Z | T], End, Next, Run, Runs) when Z >= Next -> rise(T, End, Z, [Next | Run], Runs);
rise([Z | T], End, Next, [], Runs) -> rise(T, End, Next, [Z], Runs);
rise([Z | T], End, Next, Run, Runs) -> rise(T, End, Next, Run, Runs, Z);
rise([], End, Next, Run, Runs) -> pass_desc([[End, Next | Run] | Runs], []).

rise([Z | T], End, Next, Run, Runs, Waits) when Z >= End -> rise(T, Z, End, [Next | Run], Runs, Waits);
rise([Z | T], End, Next, Run, Runs, Waits) when Z >= Next -> rise(T, End, Z, [Next | Run], Runs, Waits);
rise([Z | T], End, Next, Run, Runs, Waits) when Waits =< Z -> rise(T, Z, Waits, [], [[End, Next | Run] | Runs]);
rise([Z | T], End, Next, Run, Runs, Waits) -> rise(T, Waits, Z, [], [[End, Next | Run] | Runs]);
rise([], End, Next, Run, Runs, Waits) -> pass_desc([[Waits], [End, Next | Run] | Runs], []).

fall([Z | T], End, Next, Run, Runs) when Z =< End -> fall(T, Z, End, [Next | Run], Runs);
fall([Z | T], End, Next, Run, Runs) when Z =< Next -> fall(T, End, Z, [Next | Run], Runs);
fall([Z | T], End, Next, [], Runs) -> fall(T, End, Next, [Z], Runs);
fall([Z | T], End, Next, Run, Runs) -> fall(T, End, Next, Run, Runs, Z);
fall([], End, Next, Run, Runs) -> pass_asc([[End, Next | Run] | Runs], []).

fall([Z | T], End, Next, Run, Runs, Waits) when Z =< End -> fall(T, Z, End, [Next | Run], Runs, Waits);
fall([Z | T], End, Next, Run, Runs, Waits) when Z =< Next -> fall(T, End, Z, [Next | Run], Runs, Waits);
fall([Z | T], End, Next, Run, Runs, Waits) when Waits > Z -> fall(T, Z, Waits, [], [[End, Next | Run] | Runs]);
fall([Z | T], End, Next, Run, Runs, Waits) -> fall(T, Waits, Z, [], [[End, Next | Run] | Runs]);
fall([], End, Next, Run, Runs, Waits) -> pass_asc([[Waits], [End, Next | Run] | Runs], []).

pass_desc([B, A | Rest], Acc) -> pass_desc(Rest, [desc_to_asc(A, B, []) | Acc]);
pass_desc([], [L]) -> L;
pass_desc([A], []) -> reverse(A);
pass_desc([], Acc) -> pass_asc(Acc, []);
pass_desc([A], Acc) -> pass_asc([reverse(A) | Acc], []).

pass_asc([A, B | Rest], Acc) -> pass_asc(Rest, [asc_to_desc(A, B, []) | Acc]);
pass_asc([], [L]) -> reverse(L);
pass_asc([A], []) -> A;
pass_asc([], Acc) -> pass_desc(Acc, []);
pass_asc([A], Acc) -> pass_desc([reverse(A) | Acc], []).

desc_to_asc([X | Xs], [Y | _] = Ys, Acc) when X > Y -> desc_to_asc(Xs, Ys, [X | Acc]);
desc_to_asc(Xs, [Y | Ys], Acc) when Xs =/= [] -> desc_to_asc(Xs, Ys, [Y | Acc]);
desc_to_asc([], Ys, Acc) -> reverse(Ys, Acc);
desc_to_asc(Xs, [], Acc) -> reverse(Xs, Acc).

asc_to_desc([X | Xs], [Y | _] = Ys, Acc) when X =< Y -> asc_to_desc(Xs, Ys, [X | Acc]);
asc_to_desc(Xs, [Y | Ys], Acc) when Xs =/= [] -> asc_to_desc(Xs, Ys, [Y | Acc]);
asc_to_desc([], Ys, Acc) -> reverse(Ys, Acc);
asc_to_desc(Xs, [], Acc) -> reverse(Xs, Acc).

sort(Fun, [A, B | T]) ->
    case Fun(A, B) of
        true -> frise(T, B, A, [], [], Fun);
        false -> ffall(T, B, A, [], [], Fun)
    end;
sort(Fun, [_] = L) when is_function(Fun, 2) -> L;
sort(Fun, [] = L) when is_function(Fun, 2) -> L.

frise([Z | T], End, Next, Run, Runs, F) ->
    case F(End, Z) of
        true -> frise(T, Z, End, [Next | Run], Runs, F);
        false ->
            case F(Next, Z) of
                true -> frise(T, End, Z, [Next | Run], Runs, F);
                false when Run =:= [] -> frise(T, End, Next, [Z], Runs, F);
                false -> frise(T, End, Next, Run, Runs, F, Z)
            end
    end;
frise([], End, Next, Run, Runs, F) -> fpass_desc([[End, Next | Run] | Runs], [], F, last).

frise([Z | T], End, Next, Run, Runs, F, Waits) ->
    case F(End, Z) of
        true -> frise(T, Z, End, [Next | Run], Runs, F, Waits);
        false ->
            case F(Next, Z) of
                true -> frise(T, End, Z, [Next | Run], Runs, F, Waits);
                false ->
                    case F(Waits, Z) of
                        true -> frise(T, Z, Waits, [], [[End, Next | Run] | Runs], F);
                        false -> frise(T, Waits, Z, [], [[End, Next | Run] | Runs], F)
                    end
            end
    end;
frise([], End, Next, Run, Runs, F, Waits) -> fpass_desc([[Waits], [End, Next | Run] | Runs], [], F, last).

ffall([Z | T], End, Next, Run, Runs, F) ->
    case F(End, Z) of
        false -> ffall(T, Z, End, [Next | Run], Runs, F);
        true ->
            case F(Next, Z) of
                false -> ffall(T, End, Z, [Next | Run], Runs, F);
                true when Run =:= [] -> ffall(T, End, Next, [Z], Runs, F);
                true -> ffall(T, End, Next, Run, Runs, F, Z)
            end
    end;
ffall([], End, Next, Run, Runs, F) -> fpass_asc([[End, Next | Run] | Runs], [], F, last).

ffall([Z | T], End, Next, Run, Runs, F, Waits) ->
    case F(End, Z) of
        false -> ffall(T, Z, End, [Next | Run], Runs, F, Waits);
        true ->
            case F(Next, Z) of
                false -> ffall(T, End, Z, [Next | Run], Runs, F, Waits);
                true ->
                    case F(Waits, Z) of
                        true -> ffall(T, Waits, Z, [], [[End, Next | Run] | Runs], F);
                        false -> ffall(T, Z, Waits, [], [[End, Next | Run] | Runs], F)
                    end
            end
    end;
ffall([], End, Next, Run, Runs, F, Waits) -> fpass_asc([[Waits], [End, Next | Run] | Runs], [], F, last).

%% The last argument tells which of two neighbours is the earlier one.
fpass_desc([B, A | Rest], Acc, F, last) -> fpass_desc(Rest, [fdesc(A, B, [], F) | Acc], F, last);
fpass_desc([A, B | Rest], Acc, F, first) -> fpass_desc(Rest, [fdesc(A, B, [], F) | Acc], F, first);
fpass_desc([], [L], _, _) -> L;
fpass_desc([A], [], _, _) -> reverse(A);
fpass_desc([], Acc, F, Earlier) -> fpass_asc(Acc, [], F, turned(Earlier));
fpass_desc([A], Acc, F, Earlier) -> fpass_asc([reverse(A) | Acc], [], F, turned(Earlier)).

fpass_asc([A, B | Rest], Acc, F, first) -> fpass_asc(Rest, [fasc(A, B, [], F) | Acc], F, first);
fpass_asc([B, A | Rest], Acc, F, last) -> fpass_asc(Rest, [fasc(A, B, [], F) | Acc], F, last);
fpass_asc([], [L], _, _) -> reverse(L);
fpass_asc([A], [], _, _) -> A;
fpass_asc([], Acc, F, Earlier) -> fpass_desc(Acc, [], F, turned(Earlier));
fpass_asc([A], Acc, F, Earlier) -> fpass_desc([reverse(A) | Acc], [], F, turned(Earlier)).

turned(last) -> first;
turned(first) -> last.

fdesc([X | Xs] = L1, [Y | Ys] = L2, Acc, F) ->
    case F(X, Y) of
        true -> fdesc(L1, Ys, [Y | Acc], F);
        false -> fdesc(Xs, L2, [X | Acc], F)
    end;
fdesc([], Ys, Acc, _) -> reverse(Ys, Acc);
fdesc(Xs, [], Acc, _) -> reverse(Xs, Acc).

fasc([X | Xs] = L1, [Y | Ys] = L2, Acc, F) ->
    case F(X, Y) of
        true -> fasc(Xs, L2, [X | Acc], F);
        false -> fasc(L1, Ys, [Y | Acc], F)
    end;
fasc([], Ys, Acc, _) -> reverse(Ys, Acc);
fasc(Xs, [], Acc, _) -> reverse(Xs, Acc).

usort([A, B | T]) ->
    if
        A < B -> urise(T, B, A, [], []);
        A > B -> ufall(T, B, A, [], []);
        true -> usort([A | T])
    end;
usort([_] = L) -> L;
usort([] = L) -> L.

urise([Z | T], End, Next, Run, Runs) when Z > End -> urise(T, Z, End, [Next | Run], Runs);
urise([Z | T], End, Next, Run, Runs) when Z == End; Z == Next -> urise(T, End, Next, Run, Runs);
urise([Z | T], End, Next, Run, Runs) when Z > Next -> urise(T, End, Z, [Next | Run], Runs);
urise([Z | T], End, Next, [], Runs) -> urise(T, End, Next, [Z], Runs);
urise([Z | T], End, Next, Run, Runs) -> urise(T, End, Next, Run, Runs, Z);
urise([], End, Next, Run, Runs) -> upass_desc([[End, Next | Run] | Runs], [], last).

urise([Z | T], End, Next, Run, Runs, Waits) when Z > End -> urise(T, Z, End, [Next | Run], Runs, Waits);
urise([Z | T], End, Next, Run, Runs, Waits) when Z == End; Z == Next; Z == Waits ->
    urise(T, End, Next, Run, Runs, Waits);
urise([Z | T], End, Next, Run, Runs, Waits) when Z > Next -> urise(T, End, Z, [Next | Run], Runs, Waits);
urise([Z | T], End, Next, Run, Runs, Waits) when Z > Waits -> urise(T, Z, Waits, [], [[End, Next | Run] | Runs]);
urise([Z | T], End, Next, Run, Runs, Waits) -> urise(T, Waits, Z, [], [[End, Next | Run] | Runs]);
urise([], End, Next, Run, Runs, Waits) -> upass_desc([[Waits], [End, Next | Run] | Runs], [], last).

ufall([Z | T], End, Next, Run, Runs) when Z < End -> ufall(T, Z, End, [Next | Run], Runs);
ufall([Z | T], End, Next, Run, Runs) when Z == End; Z == Next -> ufall(T, End, Next, Run, Runs);
ufall([Z | T], End, Next, Run, Runs) when Z < Next -> ufall(T, End, Z, [Next | Run], Runs);
ufall([Z | T], End, Next, [], Runs) -> ufall(T, End, Next, [Z], Runs);
ufall([Z | T], End, Next, Run, Runs) -> ufall(T, End, Next, Run, Runs, Z);
ufall([], End, Next, Run, Runs) -> upass_asc([[End, Next | Run] | Runs], [], last).

ufall([Z | T], End, Next, Run, Runs, Waits) when Z < End -> ufall(T, Z, End, [Next | Run], Runs, Waits);
ufall([Z | T], End, Next, Run, Runs, Waits) when Z == End; Z == Next; Z == Waits ->
    ufall(T, End, Next, Run, Runs, Waits);
ufall([Z | T], End, Next, Run, Runs, Waits) when Z < Next -> ufall(T, End, Z, [Next | Run], Runs, Waits);
ufall([Z | T], End, Next, Run, Runs, Waits) when Z < Waits -> ufall(T, Z, Waits, [], [[End, Next | Run] | Runs]);
ufall([Z | T], End, Next, Run, Runs, Waits) -> ufall(T, Waits, Z, [], [[End, Next | Run] | Runs]);
ufall([], End, Next, Run, Runs, Waits) -> upass_asc([[Waits], [End, Next | Run] | Runs], [], last).

%% The last argument tells which of two neighbours is the earlier one.
upass_desc([B, A | Rest], Acc, last) -> upass_desc(Rest, [udesc_to_asc(A, B, []) | Acc], last);
upass_desc([A, B | Rest], Acc, first) -> upass_desc(Rest, [udesc_to_asc(A, B, []) | Acc], first);
upass_desc([], [L], _) -> L;
upass_desc([A], [], _) -> reverse(A);
upass_desc([], Acc, Earlier) -> upass_asc(Acc, [], turned(Earlier));
upass_desc([A], Acc, Earlier) -> upass_asc([reverse(A) | Acc], [], turned(Earlier)).

upass_asc([A, B | Rest], Acc, first) -> upass_asc(Rest, [uasc_to_desc(A, B, []) | Acc], first);
upass_asc([B, A | Rest], Acc, last) -> upass_asc(Rest, [uasc_to_desc(A, B, []) | Acc], last);
upass_asc([], [L], _) -> reverse(L);
upass_asc([A], [], _) -> A;
upass_asc([], Acc, Earlier) -> upass_desc(Acc, [], turned(Earlier));
upass_asc([A], Acc, Earlier) -> upass_desc([reverse(A) | Acc], [], turned(Earlier)).

%% Of equal elements that of the first list stays.
udesc_to_asc([X | Xs], [Y | _] = Ys, Acc) when X > Y -> udesc_to_asc(Xs, Ys, [X | Acc]);
udesc_to_asc([X | _] = Xs, [Y | Ys], Acc) when X == Y -> udesc_to_asc(Xs, Ys, Acc);
udesc_to_asc(Xs, [Y | Ys], Acc) when Xs =/= [] -> udesc_to_asc(Xs, Ys, [Y | Acc]);
udesc_to_asc([], Ys, Acc) -> reverse(Ys, Acc);
udesc_to_asc(Xs, [], Acc) -> reverse(Xs, Acc).

uasc_to_desc([X | Xs], [Y | _] = Ys, Acc) when X < Y -> uasc_to_desc(Xs, Ys, [X | Acc]);
uasc_to_desc([X | _] = Xs, [Y | Ys], Acc) when X == Y -> uasc_to_desc(Xs, Ys, Acc);
uasc_to_desc(Xs, [Y | Ys], Acc) when Xs =/= [] -> uasc_to_desc(Xs, Ys, [Y | Acc]);
uasc_to_desc([], Ys, Acc) -> reverse(Ys, Acc);
uasc_to_desc(Xs, [], Acc) -> reverse(Xs, Acc).

usort(Fun, L) when is_function(Fun, 2), is_list(L) ->
    case sort(Fun, L) of
        [X | T] -> [X | fdrop_equal(X, T, Fun)];
        [] -> []
    end.

fdrop_equal(X, [Y | T], F) ->
    case F(Y, X) of
        true -> fdrop_equal(X, T, F);
        false -> [Y | fdrop_equal(Y, T, F)]
    end;
fdrop_equal(_, [], _) -> [].

keysort(I, L) when is_integer(I), I > 0 ->
    case L of
        [_, _ | _] ->
            Keyed = keyed(I, L),
            keys_off(sort(fun keyed_order/2, Keyed));
        [_] -> L;
        [] -> L
    end.

ukeysort(I, L) when is_integer(I), I > 0 ->
    case L of
        [_, _ | _] ->
            [First | Rest] = sort(fun keyed_order/2, keyed(I, L)),
            [tl(First) | keyed_unique(First, Rest)];
        [_] -> L;
        [] -> L
    end.

keyed(I, [H | T]) -> [[element(I, H) | H] | keyed(I, T)];
keyed(_, []) -> [].

keyed_order([K1 | _], [K2 | _]) -> K1 =< K2.

keys_off([[_ | X] | T]) -> [X | keys_off(T)];
keys_off([]) -> [].

keyed_unique([K | _] = X, [[K2 | _] | T]) when K == K2 -> keyed_unique(X, T);
keyed_unique(_, [[_ | E] = Y | T]) -> [E | keyed_unique(Y, T)];
keyed_unique(_, []) -> [].

%% Merging of sorted lists.

merge(ListOfLists) -> mergel(ListOfLists, []).

%% By pairs, until one list is left.
mergel([A, B | Ls], Acc) -> mergel(Ls, [merge(A, B) | Acc]);
mergel([L], []) -> L;
mergel([L], Acc) -> mergel(reverse([L | Acc]), []);
mergel([], []) -> [];
mergel([], Acc) -> mergel(reverse(Acc), []).

umergel([A, B | Ls], Acc, Order) -> umergel(Ls, [umerge(A, B) | Acc], Order);
umergel([L], [], _) -> L;
umergel([L], Acc, Order) -> umergel(reverse([L | Acc]), [], Order);
umergel([], [], _) -> [];
umergel([], Acc, Order) -> umergel(reverse(Acc), [], Order).

merge(L, []) when is_list(L) -> L;
merge([], L) when is_list(L) -> L;
merge([_ | _] = L1, [_ | _] = L2) -> reverse(asc_to_desc(L1, L2, [])).

merge3(L1, L2, L3) -> merge(merge(L1, L2), L3).

rmerge(L1, L2) -> reverse(desc_to_asc(L1, L2, [])).

rmerge3(L1, L2, L3) -> rmerge(rmerge(L1, L2), L3).

merge(Fun, L1, L2) when is_function(Fun, 2), is_list(L1), is_list(L2) ->
    reverse(fasc(L1, L2, [], Fun)).

rmerge(Fun, L1, L2) when is_function(Fun, 2), is_list(L1), is_list(L2) ->
    reverse(fdesc(L1, L2, [], Fun)).

umerge(ListOfLists) -> umergel(ListOfLists, [], asc).

umerge([X | Xs] = L1, [Y | Ys] = L2) ->
    if
        X < Y -> [X | umerge(Xs, L2)];
        X == Y -> [X | umerge(Xs, Ys)];
        true -> [Y | umerge(L1, Ys)]
    end;
umerge([], L) when is_list(L) -> L;
umerge(L, []) when is_list(L) -> L.

umerge3(L1, L2, L3) -> umerge(umerge(L1, L2), L3).

rumerge([X | Xs] = L1, [Y | Ys] = L2) ->
    if
        X > Y -> [X | rumerge(Xs, L2)];
        X == Y -> rumerge(L1, Ys);
        true -> [Y | rumerge(L1, Ys)]
    end;
rumerge([], L) -> L;
rumerge(L, []) -> L.

rumerge3(L1, L2, L3) -> rumerge(rumerge(L1, L2), L3).

umerge(Fun, L1, L2) when is_function(Fun, 2), is_list(L1), is_list(L2) ->
    fumerge(L1, L2, Fun).

fumerge([X | Xs] = L1, [Y | Ys] = L2, F) ->
    case F(X, Y) of
        true ->
            case F(Y, X) of
                true -> [X | fumerge(Xs, Ys, F)];
                false -> [X | fumerge(Xs, L2, F)]
            end;
        false -> [Y | fumerge(L1, Ys, F)]
    end;
fumerge([], L, _) -> L;
fumerge(L, [], _) -> L.

rumerge(Fun, L1, L2) when is_function(Fun, 2), is_list(L1), is_list(L2) ->
    reverse(fumerge(reverse(L1), reverse(L2), Fun)).

keymerge(I, L1, L2) when is_integer(I), I > 0 -> keymerge_1(I, L1, L2).

keymerge_1(I, [X | Xs] = L1, [Y | Ys] = L2) ->
    case element(I, X) =< element(I, Y) of
        true -> [X | keymerge_1(I, Xs, L2)];
        false -> [Y | keymerge_1(I, L1, Ys)]
    end;
keymerge_1(_, [], L) when is_list(L) -> L;
keymerge_1(_, L, []) when is_list(L) -> L.

rkeymerge(I, L1, L2) when is_integer(I), I > 0 ->
    reverse(keymerge_1(I, reverse(L1), reverse(L2))).

ukeymerge(I, L1, L2) when is_integer(I), I > 0 -> ukeymerge_1(I, L1, L2).

ukeymerge_1(I, [X | Xs] = L1, [Y | Ys] = L2) ->
    K1 = element(I, X),
    K2 = element(I, Y),
    if
        K1 < K2 -> [X | ukeymerge_1(I, Xs, L2)];
        K1 == K2 -> [X | ukeymerge_1(I, Xs, Ys)];
        true -> [Y | ukeymerge_1(I, L1, Ys)]
    end;
ukeymerge_1(_, [], L) when is_list(L) -> L;
ukeymerge_1(_, L, []) when is_list(L) -> L.

rukeymerge(I, L1, L2) when is_integer(I), I > 0 ->
    reverse(ukeymerge_1(I, reverse(L1), reverse(L2))).
