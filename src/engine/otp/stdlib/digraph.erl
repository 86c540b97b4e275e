%% Subset of OTP's digraph. Missing: nothing known.
%%
%% Directed graphs in three tables: vertices {V, Label}, edges {E, From, To, Label}, and a bag of neighbours {{out | in, V}, E}
%% that also keeps the numbers of the next own vertex and edge.
-module(digraph).

-export([new/0, new/1, delete/1, info/1, add_vertex/1, add_vertex/2, add_vertex/3, del_vertex/2, del_vertices/2, vertex/2,
         no_vertices/1, vertices/1, source_vertices/1, sink_vertices/1, add_edge/3, add_edge/4, add_edge/5, del_edge/2, del_edges/2,
         edge/2, no_edges/1, edges/1, edges/2, out_neighbours/2, in_neighbours/2, out_edges/2, in_edges/2, out_degree/2,
         in_degree/2, get_path/3, get_cycle/2, get_short_path/3, get_short_cycle/2, del_path/3]).
-export_type([graph/0, vertex/0, edge/0]).

-record(digraph, {vtab = notable, etab = notable, ntab = notable, cyclic = true}).
-opaque graph() :: #digraph{}.
-type vertex() :: term().
-type edge() :: term().

new() -> new([]).

new(Types) ->
    case options(Types, protected, true) of
        {Access, Cyclic} -> tables(Access, Cyclic);
        error -> erlang:error(badarg)
    end.

options([cyclic | Rest], Access, _) -> options(Rest, Access, true);
options([acyclic | Rest], Access, _) -> options(Rest, Access, false);
options([private | Rest], _, Cyclic) -> options(Rest, private, Cyclic);
options([protected | Rest], _, Cyclic) -> options(Rest, protected, Cyclic);
options([], Access, Cyclic) -> {Access, Cyclic};
options(_, _, _) -> error.

tables(Access, Cyclic) ->
    V = ets:new(vertices, [set, Access]),
    E = ets:new(edges, [set, Access]),
    N = ets:new(neighbours, [bag, Access]),
    ets:insert(N, [{'$vid', 0}, {'$eid', 0}]),
    #digraph{vtab = V, etab = E, ntab = N, cyclic = Cyclic}.

delete(G) ->

    ets:delete(G#digraph.vtab),
    ets:delete(G#digraph.etab),
    ets:delete(G#digraph.ntab).

info(G) ->
    Cyclicity = case G#digraph.cyclic of
                    true -> cyclic;
                    false -> acyclic
                end,
    Protection = ets:info(G#digraph.vtab, protection),

    Memory = ets:info(G#digraph.vtab, memory) + ets:info(G#digraph.etab, memory) + ets:info(G#digraph.ntab, memory),
    [{cyclicity, Cyclicity}, {memory, Memory}, {protection, Protection}].

%%% Vertices

add_vertex(G) -> add_vertex(G, own_name(G, '$vid', '$v')).

add_vertex(G, V) -> add_vertex(G, V, []).

add_vertex(G, V, Label) -> do_add_vertex({V, Label}, G).

do_add_vertex({V, _Label} = Vertex, G) ->
    true = ets:insert(G#digraph.vtab, Vertex),
    V.

own_name(G, Counter, Tag) ->
    [{Counter, N}] = ets:lookup(G#digraph.ntab, Counter),
    ets:delete(G#digraph.ntab, Counter),
    ets:insert(G#digraph.ntab, {Counter, N + 1}),
    [Tag | N].

del_vertex(G, V) ->
    del_edges(G, edges(G, V)),
    ets:delete(G#digraph.vtab, V),
    true.

del_vertices(G, Vs) ->
    lists:foreach(fun(V) -> del_vertex(G, V) end, Vs),
    true.

vertex(G, V) ->
    case ets:lookup(G#digraph.vtab, V) of
        [] -> false;
        [Vertex] -> Vertex
    end.

no_vertices(G) -> ets:info(G#digraph.vtab, size).

vertices(G) ->
    ets:select(G#digraph.vtab, [{{'$1', '_'}, [], ['$1']}]).

source_vertices(G) -> collect_vertices(G, in).

sink_vertices(G) -> collect_vertices(G, out).

collect_vertices(G, Way) ->
    Vs = vertices(G),
    lists:foldl(fun(V, Acc) ->
                        case ets:member(G#digraph.ntab, {Way, V}) of
                            true -> Acc;
                            false -> [V | Acc]
                        end
                end, [], Vs).

%%% Edges

add_edge(G, V1, V2) -> add_edge(G, V1, V2, []).

add_edge(G, V1, V2, Label) -> new_edge(fun() -> own_name(G, '$eid', '$e') end, V1, V2, Label, G).

add_edge(G, E, V1, V2, Label) ->
    case ets:lookup(G#digraph.etab, E) of
        [{E, V1, V2, _}] ->
            ets:insert(G#digraph.etab, {E, V1, V2, Label}),
            E;
        [_] -> {error, {bad_edge, [V1, V2]}};
        [] -> new_edge(fun() -> E end, V1, V2, Label, G)
    end.

new_edge(Namer, V1, V2, Label, G) ->
    %% a number is used up even when the edge turns out to be bad
    E = Namer(),
    case [V || V <- [V1, V2], not ets:member(G#digraph.vtab, V)] of
        [Bad | _] -> {error, {bad_vertex, Bad}};
        [] when G#digraph.cyclic -> entered(E, V1, V2, Label, G);
        [] when V1 =:= V2 -> {error, {bad_edge, [V1, V2]}};
        [] ->
            case get_path(G, V2, V1) of
                false -> entered(E, V1, V2, Label, G);
                Path -> {error, {bad_edge, lists:append(Path, [])}}
            end
    end.

entered(E, V1, V2, Label, G) ->
    ets:insert(G#digraph.ntab, [{{out, V1}, E}, {{in, V2}, E}]),
    ets:insert(G#digraph.etab, {E, V1, V2, Label}),
    E.

del_edge(G, E) ->
    case ets:lookup(G#digraph.etab, E) of
        [{E, V1, V2, _}] ->
            ets:delete_object(G#digraph.ntab, {{out, V1}, E}),
            ets:delete_object(G#digraph.ntab, {{in, V2}, E}),
            ets:delete(G#digraph.etab, E);
        [] -> true
    end.

del_edges(G, Es) ->
    lists:foreach(fun(E) -> del_edge(G, E) end, Es),
    true.

edge(G, E) ->
    case ets:lookup(G#digraph.etab, E) of
        [] -> false;
        [Edge] -> Edge
    end.

no_edges(G) -> ets:info(G#digraph.etab, size).

edges(G) -> ets:select(G#digraph.etab, [{{'$1', '_', '_', '_'}, [], ['$1']}]).

%% A loop is named twice.
edges(G, V) -> in_edges(G, V) ++ out_edges(G, V).

out_neighbours(G, V) ->

    lists:reverse([ets:lookup_element(G#digraph.etab, E, 3) || {_, E} <- ets:lookup(G#digraph.ntab, {out, V})]).

in_neighbours(G, V) -> lists:reverse([ets:lookup_element(G#digraph.etab, E, 2) || {_, E} <- ets:lookup(G#digraph.ntab, {in, V})]).

out_edges(G, V) -> [E || {_, E} <- ets:lookup(G#digraph.ntab, {out, V})].

in_edges(G, V) -> [E || {_, E} <- ets:lookup(G#digraph.ntab, {in, V})].

out_degree(G, V) -> length(ets:lookup(G#digraph.ntab, {out, V})).

in_degree(G, V) -> length(ets:lookup(G#digraph.ntab, {in, V})).

%%% Paths

del_path(G, V1, V2) ->

    case get_path(G, V1, V2) of
        false -> true;
        [_ | _] = Path ->
            del_steps(G, Path),
            del_path(G, V1, V2)
    end.

del_steps(G, [A, B | Rest]) ->
    del_edges(G, [E || E <- out_edges(G, A), element(3, edge(G, E)) =:= B]),
    del_steps(G, [B | Rest]);
del_steps(_G, _) ->
    true.

%% Depth first. A cycle through V, or [V] for a loop.
get_cycle(G, V) ->
    case one_path(out_neighbours(G, V), V, [], [V], [V], 2, G, 1) of
        false ->
            case lists:member(V, out_neighbours(G, V)) of
                true -> [V];
                false -> false
            end;
        Path -> Path
    end.

get_path(G, V1, V2) ->

    one_path(out_neighbours(G, V1), V2, [], [V1], [V1], 1, G, 1).

%% Stack has the untried neighbours and the path of each vertex on the way.
one_path([To | Rest], To, Stack, Path, Seen, Least, G, Length) ->
    case Length >= Least of
        true -> lists:reverse([To | Path]);
        false -> one_path(Rest, To, Stack, Path, Seen, Least, G, Length)
    end;
one_path([V | Rest], To, Stack, Path, Seen, Least, G, Length) ->
    case lists:member(V, Seen) of
        true -> one_path(Rest, To, Stack, Path, Seen, Least, G, Length);
        false ->
            one_path(out_neighbours(G, V), To, [{Rest, Path} | Stack], [V | Path], [V | Seen], Least, G, Length + 1)
    end;
one_path([], To, [{Rest, Path} | Stack], _, Seen, Least, G, Length) ->
    one_path(Rest, To, Stack, Path, Seen, Least, G, Length - 1);
one_path([], _, [], _, _, _, _, _) ->
    false.

get_short_cycle(G, V) -> get_short_path(G, V, V).

%% Breadth first; From has who led to whom.
get_short_path(G, V1, V2) ->
    breadth_first(queue:from_list([{V1, V} || V <- lists:reverse(out_neighbours(G, V1))]), #{}, V1, V2, G).

breadth_first(Queue0, From, V1, V2, G) ->
    case queue:out(Queue0) of
        {empty, _} -> false;
        {{value, {Before, V2}}, _} -> led(Before, V1, From, [V2]);
        {{value, {Before, V}}, Queue} when is_map_key(V, From); V =:= V1 ->
            _ = Before,
            breadth_first(Queue, From, V1, V2, G);
        {{value, {Before, V}}, Queue} ->
            Next = lists:foldl(fun(N, Q) -> queue:in({V, N}, Q) end, Queue, lists:reverse(out_neighbours(G, V))),
            breadth_first(Next, From#{V => Before}, V1, V2, G)
    end.

led(V1, V1, _From, Path) -> [V1 | Path];
led(V, V1, From, Path) -> led(maps:get(V, From), V1, From, [V | Path]).
