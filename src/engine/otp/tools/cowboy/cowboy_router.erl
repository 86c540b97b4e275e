%% The middleware that chooses a handler by host and path.
%% Routes: [{Host, [{Path, Handler, Opts}]}]; Host is '_' or a text, Path is '_'
%% or a text whose segments may be `:name' (bound) and, last, `[...]' (the rest).
-module(cowboy_router).

-export([compile/1, execute/2]).

-spec compile([{'_' | iodata(), [{'_' | iodata(), module(), term()}]}]) -> list().
compile(Routes) ->
    [{compile_host(Host), [], [{compile_path(Path), [], Handler, Opts}
                               || {Path, Handler, Opts} <- Paths]}
     || {Host, Paths} <- Routes].

compile_host('_') -> '_';
compile_host(Host) -> iolist_to_binary(Host).

compile_path('_') -> '_';
compile_path(Path) -> [compile_segment(S) || S <- segments(iolist_to_binary(Path))].

compile_segment(<<":", Name/binary>>) -> binary_to_atom(Name, utf8);
compile_segment(<<"[...]">>) -> '...';
compile_segment(Segment) -> Segment.

segments(Path) ->
    [S || S <- binary:split(Path, <<"/">>, [global]), S =/= <<>>].

execute(#{host := Host, path := Path} = Req, #{dispatch := Dispatch} = Env) ->
    case match_host(Host, Dispatch) of
        {ok, Paths} ->
            case match_path([cowboy_req:uri_decode(S) || S <- segments(Path)], Paths) of
                {ok, Handler, Opts, Bindings, PathInfo} ->
                    {ok, Req#{bindings => Bindings, host_info => undefined, path_info => PathInfo},
                     Env#{handler => Handler, handler_opts => Opts}};
                notfound ->
                    {stop, cowboy_req:reply(404, Req)}
            end;
        notfound ->
            {stop, cowboy_req:reply(400, Req)}
    end.

match_host(_Host, []) -> notfound;
match_host(_Host, [{'_', [], Paths} | _]) -> {ok, Paths};
match_host(Host, [{Host, [], Paths} | _]) -> {ok, Paths};
match_host(Host, [_ | Rest]) -> match_host(Host, Rest).

match_path(_Segments, []) ->
    notfound;
match_path(_Segments, [{'_', [], Handler, Opts} | _]) ->
    {ok, Handler, Opts, #{}, undefined};
match_path(Segments, [{Pattern, [], Handler, Opts} | Rest]) ->
    case match_segments(Segments, Pattern, #{}) of
        {Bindings, PathInfo} -> {ok, Handler, Opts, Bindings, PathInfo};
        nomatch -> match_path(Segments, Rest)
    end.

match_segments([], [], Bindings) ->
    {Bindings, undefined};
match_segments(Rest, ['...'], Bindings) ->
    {Bindings, Rest};
match_segments([Segment | Segments], [Segment | Pattern], Bindings) ->
    match_segments(Segments, Pattern, Bindings);
match_segments([Segment | Segments], [Name | Pattern], Bindings) when is_atom(Name) ->
    match_segments(Segments, Pattern, Bindings#{Name => Segment});
match_segments(_, _, _) ->
    nomatch.
