%% One vnode: the keys that fall on it, with their values and how often each was read.
-module(router_vnode).
-behaviour(gen_server).

-export([start_link/3, name/1]).
-export([init/1, handle_call/3, handle_cast/2]).

-record(state, {
    index :: non_neg_integer(),
    data :: #{binary() => {Value :: term(), Reads :: non_neg_integer()}}
}).

-spec start_link(non_neg_integer(), pos_integer(), pos_integer()) -> {ok, pid()} | {error, term()}.
start_link(Index, Vnodes, Keys) ->
    gen_server:start_link({local, name(Index)}, ?MODULE, {Index, Vnodes, Keys}, []).

-spec name(non_neg_integer()) -> atom().
name(Index) ->
    list_to_atom("router_vnode_" ++ integer_to_list(Index)).

init({Index, Vnodes, Keys}) ->
    Name = name(Index),
    Own = [Key || N <- lists:seq(1, Keys), Key <- [router:key(N)], router:owner(Key, Vnodes) =:= Name],
    {ok, #state{index = Index, data = maps:from_list([{Key, {profile, 0}} || Key <- Own])}}.

handle_call({get, Key}, _From, #state{data = Data} = State) ->
    case Data of
        #{Key := {Value, Reads}} ->
            {reply, {ok, Value}, State#state{data = Data#{Key := {Value, Reads + 1}}}};
        #{} ->
            {reply, {error, not_found}, State}
    end.

handle_cast(_Request, State) ->
    {noreply, State}.
