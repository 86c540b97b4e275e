-module(guards).
-export([main/0]).
-record(p, {x, y}).

main() -> [f(#p{x = 1, y = 2}), f(#p{x = 2, y = 1}), f({p, 1}), f(a)].

f(P) when P#p.x < P#p.y -> up;
f(P) when is_record(P, p), P#p.x =:= 2 -> down;
f(_) -> none.

%% => [up,down,none,none]
