%% Subset of OTP's digraph_utils. Missing: nothing known.
%%
%% Algorithms on the graphs of digraph, by depth first search.
-module(digraph_utils).

-export([components/1, strong_components/1, cyclic_strong_components/1, reachable/2, reachable_neighbours/2, reaching/2,
         reaching_neighbours/2, topsort/1, is_acyclic/1, arborescence_root/1, is_arborescence/1, is_tree/1, loop_vertices/1,
         subgraph/2, subgraph/3, condensation/1, preorder/1, postorder/1]).

components(G) -> forest(G, fun both_ways/3, digraph:vertices(G), first).

strong_components(G) -> forest(G, fun backwards/3, revpostorder(G), first).

cyclic_strong_components(G) -> [C || C <- strong_components(G), is_cyclic(G, C)].

is_cyclic(G, [V]) -> lists:member(V, digraph:out_neighbours(G, V));
is_cyclic(_G, _) -> true.

reachable(Vs, G) -> lists:append(forest(G, fun onwards/3, Vs, first)).

reachable_neighbours(Vs, G) -> lists:append(forest(G, fun onwards/3, Vs, not_first)).

reaching(Vs, G) -> lists:append(forest(G, fun backwards/3, Vs, first)).

reaching_neighbours(Vs, G) -> lists:append(forest(G, fun backwards/3, Vs, not_first)).

topsort(G) ->
    Vs = revpostorder(G),
    case length(forest(G, fun backwards/3, Vs, first)) =:= length(digraph:vertices(G)) of
        true -> Vs;
        false -> false
    end.

is_acyclic(G) -> loop_vertices(G) =:= [] andalso topsort(G) =/= false.

arborescence_root(G) ->

    case digraph:no_edges(G) =:= digraph:no_vertices(G) - 1 of
        true ->
            Roots = [V || V <- digraph:vertices(G), digraph:in_degree(G, V) =:= 0],
            Single = lists:all(fun(V) -> digraph:in_degree(G, V) =< 1 end, digraph:vertices(G)),
            case Roots of
                [Root] when Single -> {yes, Root};
                _ -> no
            end;
        false ->
            no
    end.

is_arborescence(G) ->
    arborescence_root(G) =/= no.

is_tree(G) -> digraph:no_edges(G) =:= digraph:no_vertices(G) - 1 andalso length(components(G)) =:= 1.

loop_vertices(G) -> [V || V <- digraph:vertices(G), lists:member(V, digraph:out_neighbours(G, V))].

subgraph(G, Vs) ->
    {Types, Keep} = subgraph_opts([], inherit, true, G, G),
    sub(G, Vs, Types, Keep).

subgraph(G, Vs, Options) ->
    {Types, Keep} = subgraph_opts(Options, inherit, true, G, G),
    sub(G, Vs, Types, Keep).

sub(G, Vs, Types, Keep) ->
    Sub = digraph:new(Types),
    lists:foreach(fun(V) -> copy_vertex(V, Sub, G, Keep) end, Vs),
    Edges = lists:append([digraph:out_edges(G, V) || V <- Vs]),
    lists:foreach(fun(E) -> copy_edge(E, Sub, G, Keep) end, Edges),
    Sub.

subgraph_opts([{type, Type} | Rest], _, Keep, G, X) when Type =:= inherit; is_list(Type) -> subgraph_opts(Rest, Type, Keep, G, X);
subgraph_opts([{keep_labels, Keep} | Rest], Type, _, G, X) when is_boolean(Keep) -> subgraph_opts(Rest, Type, Keep, G, X);
subgraph_opts([], inherit, Keep, G, _) ->

    Info = digraph:info(G),
    {[element(2, lists:keyfind(K, 1, Info)) || K <- [cyclicity, protection]], Keep};
subgraph_opts([], Type, Keep, _, _) -> {Type, Keep};
subgraph_opts(_, _, _, _, _) -> erlang:error(badarg).

copy_vertex(V, Sub, G, Keep) ->
    case digraph:vertex(G, V) of
        {_, Label} when Keep -> digraph:add_vertex(Sub, V, Label);
        {_, _} -> digraph:add_vertex(Sub, V);
        false -> ok
    end.

copy_edge(E, Sub, G, Keep) ->
    {E, V1, V2, Label} = digraph:edge(G, E),
    digraph:add_edge(Sub, E, V1, V2, case Keep of true -> Label; false -> [] end).

condensation(G) ->
    Components = strong_components(G),
    Of = maps:from_list([{V, C} || C <- Components, V <- C]),
    Condensed = digraph:new(),
    lists:foreach(fun(C) -> digraph:add_vertex(Condensed, C) end, Components),
    Pairs = lists:usort([{C, To} || C <- Components, V <- C, N <- digraph:out_neighbours(G, V), To <- [maps:get(N, Of)], To =/= C]),
    lists:foreach(fun({A, B}) -> digraph:add_edge(Condensed, A, B) end, Pairs),
    Condensed.

preorder(G) -> lists:reverse(revpreorder(G)).

postorder(G) -> lists:reverse(revpostorder(G)).

%%% Searches

onwards(G, V, Vs) -> lists:append(digraph:out_neighbours(G, V), Vs).

backwards(G, V, Vs) -> lists:append(digraph:in_neighbours(G, V), Vs).

both_ways(G, V, Vs) -> backwards(G, V, onwards(G, V, Vs)).

%% One list of vertices per tree; with not_first the vertices given are in it only when something leads to them.
forest(G, Next, Vs, first) ->
    {Trees, _} = lists:foldl(fun(V, {Trees, Seen}) ->
                                     case grow([V], Next, G, Seen, []) of
                                         {[], Same} -> {Trees, Same};
                                         {Tree, More} -> {[Tree | Trees], More}
                                     end
                             end, {[], #{}}, Vs),
    Trees;
forest(G, Next, Vs, not_first) ->
    {Trees, _} = lists:foldl(fun(V, {Trees, Seen}) ->
                                     case is_map_key(V, Seen) of
                                         true -> {Trees, Seen};
                                         false ->
                                             case grow(Next(G, V, []), Next, G, Seen, []) of
                                                 {[], Same} -> {Trees, Same};
                                                 {Tree, More} -> {[Tree | Trees], More}
                                             end
                                     end
                             end, {[], #{}}, Vs),
    Trees.

grow([V | Vs], Next, G, Seen, Tree) when is_map_key(V, Seen) -> grow(Vs, Next, G, Seen, Tree);
grow([V | Vs], Next, G, Seen, Tree) -> grow(Next(G, V, Vs), Next, G, Seen#{V => true}, [V | Tree]);
grow([], _Next, _G, Seen, Tree) -> {Tree, Seen}.

revpreorder(G) -> lists:append(forest(G, fun onwards/3, digraph:vertices(G), first)).

revpostorder(G) ->

    Vs = digraph:vertices(G),
    {List, _} = lists:foldl(fun(V, Acc) -> visit(V, G, Acc) end, {[], #{}}, Vs),
    List.

visit(V, _G, {List, Seen}) when is_map_key(V, Seen) -> {List, Seen};
visit(V, G, {List, Seen}) ->
    {Below, More} = lists:foldl(fun(N, Acc) -> visit(N, G, Acc) end, {List, Seen#{V => true}}, digraph:out_neighbours(G, V)),
    {[V | Below], More}.
