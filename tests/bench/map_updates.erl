-module(map_updates).
-export([run/0]).

run() -> {small(200000, #{a => 0, b => 1}), large(50000, #{})}.

small(0, #{a := A}) -> A;
small(N, #{a := A, b := B} = Map) -> small(N - 1, Map#{a := A + B}).

large(0, Map) -> map_size(Map);
large(N, Map) -> large(N - 1, Map#{N rem 5000 => N}).
