-module(module_info).
-export([main/0]).
-export([f/1]).
-vsn(7).
-author(me).

main() -> {?MODULE:module_info(module), [E || E <- ?MODULE:module_info(exports)], proplists_get(author, ?MODULE:module_info(attributes))}.

f(X) -> X.

proplists_get(K, [{K, V} | _]) -> V;
proplists_get(K, [_ | T]) -> proplists_get(K, T).

%% => {module_info,[{main,0},{f,1},{module_info,0},{module_info,1}],[me]}
