%% Owns who is where. Two maps say the same thing from both sides, so that each
%% question of the API is one look-up:
%%   cats:  cat => the town where it is (a cat on the road is not in the map);
%%   towns: town => the set of cats that are there (every valid town is a key).
%% What the API does not ask is answered {error, invalid_call}, casts and other
%% messages are dropped.
-module(cat_traveler_srv).
-behaviour(gen_server).

-export([start_link/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

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
            case maps:find(Cat, Cats) of
                {ok, Town} ->
                    {reply, {error, already_in_town}, State};
                {ok, OldTown} ->
                    Left = remove(Cat, OldTown, Towns),
                    {reply, ok, settle(Cat, Town, Dwellers, State#state{towns = Left})};
                error ->
                    {reply, ok, settle(Cat, Town, Dwellers, State)}
            end;
        error ->
            {reply, {error, invalid_town}, State}
    end;
handle_call({leave, Cat, Town}, _From, #state{cats = Cats, towns = Towns} = State) ->
    case maps:find(Town, Towns) of
        {ok, _Dwellers} ->
            case maps:find(Cat, Cats) of
                {ok, Town} ->
                    {reply, ok, State#state{cats = maps:remove(Cat, Cats),
                                            towns = remove(Cat, Town, Towns)}};
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

settle(Cat, Town, Dwellers, #state{cats = Cats, towns = Towns} = State) ->
    State#state{cats = Cats#{Cat => Town},
                towns = Towns#{Town => sets:add_element(Cat, Dwellers)}}.

remove(Cat, Town, Towns) ->
    maps:update_with(Town, fun(Dwellers) -> sets:del_element(Cat, Dwellers) end, Towns).
