%% Stands in for OTP's orddict, whole exported API.
-module(orddict).

-export([append/3, append_list/3, erase/2, fetch/2, fetch_keys/1, filter/2, find/2, fold/3,
         from_list/1, is_empty/1, is_key/2, map/2, merge/3, new/0, size/1, store/3, take/2, to_list/1,
         update/3, update/4, update_counter/3]).

new() -> [].

is_key(Key, [{K, _} | _]) when Key < K -> false;
is_key(Key, [{K, _} | Rest]) when Key > K -> is_key(Key, Rest);
is_key(_, [{_, _} | _]) -> true;
is_key(_, []) -> false.

to_list(Dict) -> Dict.

from_list([]) -> [];
from_list([{_, _}] = Pairs) -> Pairs;
from_list(Pairs) -> lists:ukeysort(1, reverse_pairs(Pairs, [])).

reverse_pairs([{_, _} = P | Ps], Acc) -> reverse_pairs(Ps, [P | Acc]);
reverse_pairs([], Acc) -> Acc.

size(Dict) -> length(Dict).

is_empty([]) -> true;
is_empty([_ | _]) -> false.

fetch(Key, [{K, _} | Rest]) when Key > K -> fetch(Key, Rest);
fetch(Key, [{K, Value} | _]) when Key == K -> Value.

find(Key, [{K, _} | _]) when Key < K -> error;
find(Key, [{K, _} | Rest]) when Key > K -> find(Key, Rest);
find(_, [{_, Value} | _]) -> {ok, Value};
find(_, []) -> error.

fetch_keys([{Key, _} | Rest]) -> [Key | fetch_keys(Rest)];
fetch_keys([]) -> [].

erase(Key, [{K, _} = E | Rest]) when Key > K -> [E | erase(Key, Rest)];
erase(Key, [{K, _} | _] = Dict) when Key < K -> Dict;
erase(_, [{_, _} | Rest]) -> Rest;
erase(_, []) -> [].

take(Key, Dict) -> take_1(Key, Dict, []).

take_1(Key, [{K, _} | _], _) when Key < K -> error;
take_1(Key, [{K, _} = E | Rest], Seen) when Key > K -> take_1(Key, Rest, [E | Seen]);
take_1(_, [{_, Value} | Rest], Seen) -> {Value, lists:reverse(Seen, Rest)};
take_1(_, [], _) -> error.

store(Key, New, [{K, _} | _] = Dict) when Key < K -> [{Key, New} | Dict];
store(Key, New, [{K, _} = E | Rest]) when Key > K -> [E | store(Key, New, Rest)];
store(Key, New, [{_, _} | Rest]) -> [{Key, New} | Rest];
store(Key, New, []) -> [{Key, New}].

append(Key, New, [{K, _} | _] = Dict) when Key < K -> [{Key, [New]} | Dict];
append(Key, New, [{K, _} = E | Rest]) when Key > K -> [E | append(Key, New, Rest)];
append(Key, New, [{_, Olds} | Rest]) -> [{Key, Olds ++ [New]} | Rest];
append(Key, New, []) -> [{Key, [New]}].

append_list(Key, News, [{K, _} | _] = Dict) when Key < K -> [{Key, News} | Dict];
append_list(Key, News, [{K, _} = E | Rest]) when Key > K -> [E | append_list(Key, News, Rest)];
append_list(Key, News, [{_, Olds} | Rest]) -> [{Key, Olds ++ News} | Rest];
append_list(Key, News, []) -> [{Key, News}].

update(Key, Fun, [{K, _} = E | Rest]) when Key > K -> [E | update(Key, Fun, Rest)];
update(Key, Fun, [{K, Value} | Rest]) when Key == K -> [{Key, Fun(Value)} | Rest].

update(Key, _, Init, [{K, _} | _] = Dict) when Key < K -> [{Key, Init} | Dict];
update(Key, Fun, Init, [{K, _} = E | Rest]) when Key > K -> [E | update(Key, Fun, Init, Rest)];
update(Key, Fun, _Init, [{_, Value} | Rest]) -> [{Key, Fun(Value)} | Rest];
update(Key, _, Init, []) -> [{Key, Init}].

update_counter(Key, N, [{K, _} | _] = Dict) when Key < K -> [{Key, N} | Dict];
update_counter(Key, N, [{K, _} = E | Rest]) when Key > K -> [E | update_counter(Key, N, Rest)];
update_counter(Key, N, [{_, Value} | Rest]) -> [{Key, Value + N} | Rest];
update_counter(Key, N, []) -> [{Key, N}].

fold(F, Acc, [{Key, Value} | Rest]) -> fold(F, F(Key, Value, Acc), Rest);
fold(F, Acc, []) when is_function(F, 3) -> Acc.

map(F, [{Key, Value} | Rest]) -> [{Key, F(Key, Value)} | map(F, Rest)];
map(F, []) when is_function(F, 2) -> [].

filter(F, [{Key, Value} = E | Rest]) ->
    case F(Key, Value) of
        true -> [E | filter(F, Rest)];
        false -> filter(F, Rest)
    end;
filter(F, []) when is_function(F, 2) -> [].

merge(F, [{K1, _} = E1 | D1], [{K2, _} = E2 | D2]) when K1 < K2 -> [E1 | merge(F, D1, [E2 | D2])];
merge(F, [{K1, _} = E1 | D1], [{K2, _} = E2 | D2]) when K1 > K2 -> [E2 | merge(F, [E1 | D1], D2)];
merge(F, [{Key, V1} | D1], [{_, V2} | D2]) -> [{Key, F(Key, V1, V2)} | merge(F, D1, D2)];
merge(F, [], D2) when is_function(F, 3) -> D2;
merge(F, D1, []) when is_function(F, 3) -> D1.
