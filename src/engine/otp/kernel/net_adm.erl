%% Subset of OTP's net_adm. Missing: lists of hosts, nodes other than those of the virtual network.
-module(net_adm).

-export([ping/1, localhost/0, names/0, names/1]).

%% pong when the node answers; the attempt connects to it.
ping(Node) when is_atom(Node) ->
    case is_alive() andalso (Node =:= node() orelse rpc:call(Node, erlang, node, []) =:= Node) of
        true -> pong;
        false -> pang
    end.

localhost() -> inet_db:gethostname().

names() -> names(localhost()).

names(_Host) ->
    {ok, [{hd(string:lexemes(atom_to_list(Node), "@")), 0} || is_alive(), Node <- [node() | nodes()]]}.
