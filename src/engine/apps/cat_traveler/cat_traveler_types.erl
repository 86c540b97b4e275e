%% Cats and towns, and how they look in JSON: as their names.
-module(cat_traveler_types).

-export([new_cat/1, cat_to_json/1, new_town/1, town_to_json/1]).
-export_type([cat/0, town/0]).

-type cat() :: {cat, binary()}.
-type town() :: {town, binary()}.

-spec new_cat(binary()) -> cat().
new_cat(Name) when is_binary(Name) ->
    {cat, Name}.

-spec cat_to_json(cat()) -> binary().
cat_to_json({cat, Name}) ->
    Name.

-spec new_town(binary()) -> town().
new_town(Name) when is_binary(Name) ->
    {town, Name}.

-spec town_to_json(town()) -> binary().
town_to_json({town, Name}) ->
    Name.
