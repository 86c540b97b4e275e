%% The Erlang API of the service: which cat is in which town.
%% Every function is one call to cat_traveler_srv, which owns the data.
-module(cat_traveler).

-export([enter/2, leave/2, dwell/2, where_is_cat/1, who_is_in_town/1]).

-type cat() :: cat_traveler_types:cat().
-type town() :: cat_traveler_types:town().

%% A cat that is somewhere else leaves that town first.
-spec enter(cat(), town()) -> ok | {error, already_in_town | invalid_town}.
enter(Cat, Town) ->
    gen_server:call(cat_traveler_srv, {enter, Cat, Town}).

-spec leave(cat(), town()) -> ok | {error, not_in_town | invalid_town}.
leave(Cat, Town) ->
    gen_server:call(cat_traveler_srv, {leave, Cat, Town}).

-spec dwell(cat(), town()) -> {ok, boolean()} | {error, invalid_town}.
dwell(Cat, Town) ->
    gen_server:call(cat_traveler_srv, {dwell, Cat, Town}).

-spec where_is_cat(cat()) -> {ok, town()} | {error, not_found}.
where_is_cat(Cat) ->
    gen_server:call(cat_traveler_srv, {where_is_cat, Cat}).

-spec who_is_in_town(town()) -> {ok, [cat()]} | {error, invalid_town}.
who_is_in_town(Town) ->
    gen_server:call(cat_traveler_srv, {who_is_in_town, Town}).
