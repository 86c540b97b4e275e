-module(literal_operands).
-export([main/0]).
-record(r, {a}).

main() ->
    {is_binary(42), if is_binary(42) -> yes; tuple_size(42) =:= 2 -> yes; hd(42) =:= 1 -> yes; is_record(42, r) -> yes; true -> no end, e(fun() -> {X} = 42, X end), e(fun() -> [X | _] = 42, X end), e(fun() -> hd(42) end), is_record(42, r)}.

e(F) -> try F() catch C:R -> {C, R} end.

%% => {false,no,{error,{badmatch,42}},{error,{badmatch,42}},{error,badarg},false}
