%% What the transcripts of tracing trace: calls of every kind, made by a process on demand.
-module(tracee).
-export([start/0, do/2, body/1, tail/1, depth/1, fail/1, safe/1, thrown/1, text/1, joined/2, applied/3, of_fun/1]).

start() -> spawn(fun loop/0).

%% Runs a fun in the process and waits until it is done.
do(P, F) ->
    Ref = make_ref(),
    P ! {do, F, self(), Ref},
    receive Ref -> ok end.

loop() ->
    receive
        {do, F, From, Ref} ->
            catch F(),
            From ! Ref,
            loop();
        stop ->
            ok
    end.

body(X) ->
    Y = inner(X),
    {body, Y}.

inner(X) -> {inner, X}.

tail(X) -> inner(X).

depth(0) -> bottom;
depth(N) -> {N, depth(N - 1)}.

fail(X) -> error({failed, X}).

safe(X) ->
    try fail(X) of
        V -> V
    catch
        error:{failed, Y} -> {caught, Y}
    end.

thrown(X) -> throw({thrown, X}).

text(A) -> atom_to_list(A).

joined(A, B) -> A ++ B.

applied(M, F, As) -> {applied, apply(M, F, As)}.

of_fun(X) ->
    lists:map(fun(Y) -> {X, Y} end, [1]).
