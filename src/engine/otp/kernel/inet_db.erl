%% Subset of inet_db (kernel 8.5): the server that keeps the resolver's data.
%% Only the table of hosts is kept; names that are not in it are asked of the
%% network. Missing: domains, name servers, caches, files of the host.
-module(inet_db).
-behaviour(gen_server).

-export([start/0, start_link/0, stop/0, gethostname/0, add_host/2, del_host/1, lookup_host/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-record(state, {db :: ets:tid(), hosts = #{} :: #{inet:ip_address() => [string()]}}).

-spec start() -> {ok, pid()} | {error, term()}.
start() ->
    gen_server:start({local, ?MODULE}, ?MODULE, [], []).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

-spec stop() -> ok.
stop() ->
    gen_server:stop(?MODULE).

%% The host part of the node's name.
-spec gethostname() -> string().
gethostname() ->
    [_, Host] = string:split(atom_to_list(node()), "@"),
    Host.

-spec add_host(inet:ip_address(), [string()]) -> ok.
add_host(Address, Names) ->
    gen_server:call(?MODULE, {add_host, Address, Names}).

-spec del_host(inet:ip_address()) -> ok.
del_host(Address) ->
    gen_server:call(?MODULE, {del_host, Address}).

%% error when the table does not know the name (or there is no server).
-spec lookup_host(string()) -> {ok, inet:ip_address()} | error.
lookup_host(Name) ->
    try ets:lookup(?MODULE, {host, Name}) of
        [{_, Address}] -> {ok, Address};
        [] -> error
    catch
        error:badarg -> error
    end.

init([]) ->
    process_flag(trap_exit, true),
    init:leave_numbers(53),
    _ = [ets:new(Table, [named_table, Type])
         || {Table, Type} <- [{inet_cache, bag}, {inet_hosts_byname, set}, {inet_hosts_byaddr, set}, {inet_hosts_file_byname, set},
                              {inet_hosts_file_byaddr, set}, {inet_sockets, set}]],
    {ok, #state{db = ets:new(?MODULE, [public, named_table])}}.

handle_call({add_host, Address, Names}, _From, #state{hosts = Hosts} = State) ->
    [ets:insert(?MODULE, {{host, Name}, Address}) || Name <- Names],
    {reply, ok, State#state{hosts = Hosts#{Address => Names}}};
handle_call({del_host, Address}, _From, #state{hosts = Hosts} = State) ->
    [ets:delete(?MODULE, {host, Name}) || Name <- maps:get(Address, Hosts, [])],
    {reply, ok, State#state{hosts = maps:remove(Address, Hosts)}};
handle_call(_Request, _From, State) ->
    {reply, error, State}.

handle_cast(_Request, State) ->
    {noreply, State}.

handle_info(_Message, State) ->
    {noreply, State}.
