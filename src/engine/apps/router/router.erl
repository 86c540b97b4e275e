%% Reads a key from the vnode that owns it. Keys fall on vnodes by their hash,
%% so each vnode has about as many keys as any other.
-module(router).

-export([get/1, owner/2, key/1]).

-spec get(binary()) -> {ok, term()} | {error, not_found}.
get(Key) ->
    {ok, Vnodes} = application:get_env(router, vnodes),
    gen_server:call(owner(Key, Vnodes), {get, Key}).

%% The name of the vnode that owns a key.
-spec owner(binary(), pos_integer()) -> atom().
owner(Key, Vnodes) ->
    router_vnode:name(erlang:phash2(Key, Vnodes)).

%% The key with a number.
-spec key(pos_integer()) -> binary().
key(N) ->
    <<"user", (integer_to_binary(N))/binary>>.
