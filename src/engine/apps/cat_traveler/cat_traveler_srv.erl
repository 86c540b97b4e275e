%% Owns who is where. Two maps say the same thing from both sides, so that each
%% question of the API is one look-up:
%%   cats:  cat => the town where it is (a cat on the road is not in the map);
%%   towns: town => the set of cats that are there (every valid town is a key).
%% What the API does not ask is answered {error, invalid_call}, casts and other
%% messages are dropped.
-module(cat_traveler_srv).
-behaviour(gen_server).

-export([start_link/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2, code_change/3]).

-record(state, {
    cats = #{} :: #{cat_traveler_types:cat() => cat_traveler_types:town()},
    towns = #{} :: #{cat_traveler_types:town() => sets:set(cat_traveler_types:cat())}
}).

-spec start_link([cat_traveler_types:town()]) -> {ok, pid()} | {error, term()}.
start_link(Towns) ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, Towns, []).

init(Towns) ->
    Empty = sets:new([{version, 2}]),
    {ok, #state{towns = maps:from_list([{Town, Empty} || Town <- Towns])}}.

handle_call({enter, Cat, Town}, _From, #state{cats = Cats, towns = Towns} = State) ->
    case maps:find(Town, Towns) of
        {ok, Dwellers} ->
            Settled = Towns#{Town := sets:add_element(Cat, Dwellers)},
            case maps:find(Cat, Cats) of
                {ok, Town} ->
                    {reply, {error, already_in_town}, State};
                {ok, OldTown} ->
                    Left = sets:del_element(Cat, maps:get(OldTown, Towns)),
                    {reply, ok, State#state{cats = Cats#{Cat := Town},
                                            towns = Settled#{OldTown := Left}}};
                error ->
                    {reply, ok, State#state{cats = Cats#{Cat => Town}, towns = Settled}}
            end;
        error ->
            {reply, {error, invalid_town}, State}
    end;
handle_call({leave, Cat, Town}, _From, #state{cats = Cats, towns = Towns} = State) ->
    case maps:find(Town, Towns) of
        {ok, Dwellers} ->
            case maps:find(Cat, Cats) of
                {ok, Town} ->
                    Left = sets:del_element(Cat, Dwellers),
                    {reply, ok, State#state{cats = maps:remove(Cat, Cats),
                                            towns = Towns#{Town := Left}}};
                _ ->
                    {reply, {error, not_in_town}, State}
            end;
        error ->
            {reply, {error, invalid_town}, State}
    end;
handle_call({dwell, Cat, Town}, _From, #state{towns = Towns} = State) ->
    case maps:find(Town, Towns) of
        {ok, Dwellers} -> {reply, {ok, sets:is_element(Cat, Dwellers)}, State};
        error -> {reply, {error, invalid_town}, State}
    end;
handle_call({where_is_cat, Cat}, _From, #state{cats = Cats} = State) ->
    case maps:find(Cat, Cats) of
        {ok, Town} -> {reply, {ok, Town}, State};
        error -> {reply, {error, not_found}, State}
    end;
handle_call({who_is_in_town, Town}, _From, #state{towns = Towns} = State) ->
    case maps:find(Town, Towns) of
        {ok, Dwellers} -> {reply, {ok, sets:to_list(Dwellers)}, State};
        error -> {reply, {error, invalid_town}, State}
    end;
handle_call(_Request, _From, State) ->
    {reply, {error, invalid_call}, State}.

handle_cast(_Request, State) ->
    {noreply, State}.

handle_info(_Message, State) ->
    {noreply, State}.

terminate(_Reason, _State) ->
    ok.

code_change(_OldVsn, State, _Extra) ->
    {ok, State}.
