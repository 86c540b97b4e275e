%% A receive for a reference just made passes over what came before it, wherever else messages are taken from.
-module(receive_marker).
-export([main/0]).

main() ->
    Server = spawn(fun echo/0),
    fill(50000),
    calls(Server, 2000),
    Gone = erlang:monitor(process, Server),
    exit(Server, kill),
    receive {'DOWN', Gone, process, Server, killed} -> ok end,
    Flushed = erlang:monitor(process, nobody),
    true = erlang:demonitor(Flushed, [flush]),
    {message_queue_len, 52000} = process_info(self(), message_queue_len),
    [take({noise, 1}), take({noise, 2}), around(), first(), sum(0, 0)].

echo() -> receive {From, Ref, N} -> From ! {Ref, N}, echo() end.

fill(0) -> ok;
fill(N) -> self() ! {noise, N}, fill(N - 1).

calls(_, 0) -> ok;
calls(Server, N) ->
    Ref = make_ref(),
    Server ! {self(), Ref, N},
    self() ! {more, N},
    receive {Ref, N} -> ok; {error, _, Ref} -> error end,
    calls(Server, N - 1).

take(Message) -> receive Message -> taken end.

%% The mark moves with what is taken before and behind it.
around() ->
    Ref = make_ref(),
    self() ! {Ref, 1},
    self() ! {Ref, 2},
    self() ! {Ref, 3},
    take({more, 7}),
    take({noise, 40000}),
    take({noise, 49999}),
    take({Ref, 3}),
    take({more, 6}),
    self() ! {Ref, 4},
    A = receive {Ref, X} -> X end,
    B = receive {Ref, Y} -> Y after 0 -> none end,
    C = receive {Ref, Z} -> Z end,
    D = receive {Ref, W} -> W after 0 -> none end,
    {A, B, C, D}.

first() -> receive First -> First end.

sum(Count, Sum) ->
    receive {_, N} -> sum(Count + 1, Sum + N) after 0 -> {Count, Sum} end.
%% => [taken,taken,{1,2,4,none},{noise,50000},{51993,1251885985}]
