%% Keeps the text of the `date' header, made once a second, in the table cowboy_clock.
-module(cowboy_clock).
-behaviour(gen_server).

-export([start_link/0, rfc1123/0, rfc1123/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

-spec rfc1123() -> binary().
rfc1123() ->
    try ets:lookup_element(?MODULE, rfc1123, 2)
    catch error:badarg -> rfc1123(erlang:universaltime())
    end.

-spec rfc1123(calendar:datetime()) -> binary().
rfc1123({{Year, Month, Day} = Date, {Hour, Min, Sec}}) ->
    DayName = element(calendar:day_of_the_week(Date),
                      {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}),
    MonthName = element(Month, {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}),
    iolist_to_binary([DayName, ", ", two(Day), $\s, MonthName, $\s, integer_to_list(Year), $\s,
                      two(Hour), $:, two(Min), $:, two(Sec), " GMT"]).

two(N) -> [$0 + N div 10, $0 + N rem 10].

init([]) ->
    ?MODULE = ets:new(?MODULE, [set, protected, named_table, {read_concurrency, true}]),
    {ok, tick(undefined)}.

handle_call(_Request, _From, State) ->
    {reply, ignored, State}.

handle_cast(_Request, State) ->
    {noreply, State}.

handle_info(update, State) ->
    {noreply, tick(State)};
handle_info(_Message, State) ->
    {noreply, State}.

tick(Last) ->
    erlang:send_after(1000, self(), update),
    case erlang:universaltime() of
        Last ->
            Last;
        Now ->
            true = ets:insert(?MODULE, {rfc1123, rfc1123(Now)}),
            Now
    end.
