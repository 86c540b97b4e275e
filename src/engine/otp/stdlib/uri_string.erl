%% Stands in for OTP's uri_string, whole exported API.
-module(uri_string).

-export([allowed_characters/0, compose_query/1, compose_query/2, dissect_query/1, normalize/1, normalize/2,
         parse/1, percent_decode/1, quote/1, quote/2, recompose/1, resolve/2, resolve/3, transcode/2,
         unquote/1]).
-export([is_host/1, is_path/1]).

-define(ALPHA(C), ((C >= $a andalso C =< $z) orelse (C >= $A andalso C =< $Z))).
-define(DIGIT(C), (C >= $0 andalso C =< $9)).
-define(HEX(C), (?DIGIT(C) orelse (C >= $a andalso C =< $f) orelse (C >= $A andalso C =< $F))).

%% Characters (RFC 3986).

is_unreserved(C) -> ?ALPHA(C) orelse ?DIGIT(C) orelse lists:member(C, "-._~").

is_sub_delim(C) -> lists:member(C, "!$&'()*+,;=").

is_reserved(C) -> is_sub_delim(C) orelse lists:member(C, ":/?#[]@").

is_scheme(C) -> ?ALPHA(C) orelse ?DIGIT(C) orelse lists:member(C, "+-.").

is_userinfo(C) -> is_unreserved(C) orelse is_sub_delim(C) orelse C =:= $:.

is_ipv4(C) -> ?DIGIT(C) orelse C =:= $..

is_ipv6(C) -> ?HEX(C) orelse C =:= $: orelse C =:= $..

is_regname(C) -> is_unreserved(C) orelse is_sub_delim(C) orelse C =:= $%.

is_host_char(C) -> is_unreserved(C) orelse is_sub_delim(C) orelse C =:= $:.

is_pchar(C) -> is_unreserved(C) orelse is_sub_delim(C) orelse C =:= $: orelse C =:= $@.

is_path_char(C) -> is_pchar(C) orelse C =:= $/.

is_query(C) -> is_pchar(C) orelse C =:= $/ orelse C =:= $?.

or_percent(Is) -> fun(C) -> C =:= $% orelse Is(C) end.

allowed_characters() ->
    [{Part, [C || C <- lists:seq(0, 127), Is(C)]}
     || {Part, Is} <- [{scheme, fun is_scheme/1}, {userinfo, or_percent(fun is_userinfo/1)},
                       {host, fun is_host_char/1}, {ipv4, fun is_ipv4/1}, {ipv6, fun is_ipv6/1},
                       {regname, fun is_regname/1}, {path, or_percent(fun is_path_char/1)},
                       {query, or_percent(fun is_query/1)}, {fragment, or_percent(fun is_query/1)},
                       {reserved, fun is_reserved/1}, {unreserved, fun is_unreserved/1}]].

is_host(C) when is_integer(C) -> is_host_char(C);
is_host(_) -> false.

is_path(C) when is_integer(C) -> is_path_char(C);
is_path(_) -> false.

%% Parsing: parts come out in the type of the text.

parse(URI) when is_binary(URI) -> parsed(URI, fun unicode:characters_to_binary/1);
parse(URI) when is_list(URI) -> parsed(URI, fun(Part) -> Part end).

parsed(URI, Like) ->
    try
        Chars = unicode:characters_to_list(URI),
        is_list(Chars) orelse throw({error, invalid_uri, URI}),
        maps:map(fun(port, Port) -> Port;
                    (_, Part) -> Like(Part)
                 end, reference(Chars))
    catch
        throw:{error, Reason, Term} -> {error, Reason, Term}
    end.

%% Whatever is wrong behind a scheme, the text is then read as a relative reference,
%% where the colon after the scheme is wrong.
reference(Chars) ->
    case scheme(Chars) of
        {Scheme, Rest} ->
            try hierarchy(Rest) of
                Parts -> Parts#{scheme => Scheme}
            catch
                throw:{error, invalid_uri, _} -> throw({error, invalid_uri, ":"})
            end;
        none -> relative(Chars)
    end.

scheme([C | Cs]) when ?ALPHA(C) ->
    case lists:splitwith(fun is_scheme/1, Cs) of
        {Scheme, [$: | Rest]} -> {[C | Scheme], Rest};
        _ -> none
    end;
scheme(_) -> none.

hierarchy([$/, $/ | Rest]) -> authority(Rest);
hierarchy(Rest) -> path(Rest, #{}).

relative([$/, $/ | Rest]) -> authority(Rest);
relative([$/ | _] = Chars) -> path(Chars, #{});
relative(Chars) ->
    {First, _} = lists:splitwith(fun(C) -> C =/= $/ andalso C =/= $? andalso C =/= $# end, Chars),
    check(First, fun(C) -> C =/= $: andalso (C =:= $% orelse is_pchar(C)) end),
    path(Chars, #{}).

check(Chars, Is) ->
    case lists:dropwhile(Is, Chars) of
        [] -> Chars;
        [C | _] -> throw({error, invalid_uri, [C]})
    end.

authority(Chars) ->
    {Authority, Rest} = lists:splitwith(fun(C) -> C =/= $/ andalso C =/= $? andalso C =/= $# end, Chars),
    case lists:splitwith(fun(C) -> C =/= $@ end, Authority) of
        {User, [$@ | Host]} ->
            check(User, or_percent(fun is_userinfo/1)),
            path(Rest, host(Host, #{userinfo => User}));
        _ -> path(Rest, host(Authority, #{}))
    end.

host([$[ | Chars], Parts) ->
    case lists:splitwith(fun is_ipv6/1, Chars) of
        {Address, [$] | Rest]} ->
            case is_ipv6_address(Address) of
                true -> port(Rest, Parts#{host => Address});
                false -> throw({error, invalid_uri, Address})
            end;
        {_, [C | _]} -> throw({error, invalid_uri, [C]});
        {_, []} -> throw({error, invalid_uri, <<>>})
    end;
host(Chars, Parts) ->
    {Host, Rest} = lists:splitwith(fun(C) -> C =/= $: end, Chars),
    check(Host, fun is_regname/1),
    port(Rest, Parts#{host => Host}).

is_ipv6_address(Address) -> element(1, inet_parse_ipv6(Address)) =:= ok.

%% Eight groups of hexadecimal digits, a run of zero groups left out; the last two may be an IPv4 address.
inet_parse_ipv6(Address) ->
    case string:split(Address, "::", all) of
        [Whole] -> groups(groups_of(Whole), fun(N) -> N =:= 8 end);
        [Before, After] -> groups(groups_of(Before) ++ groups_of(After), fun(N) -> N =< 7 end);
        _ -> {error, einval}
    end.

groups_of("") -> [];
groups_of(Text) -> string:split(Text, ":", all).

groups(Groups, IsCount) ->
    Sizes = [group_size(G) || G <- Groups],
    case lists:member(0, Sizes) of
        false -> case IsCount(lists:sum(Sizes)) of true -> {ok, Groups}; false -> {error, einval} end;
        true -> {error, einval}
    end.

group_size(G) ->
    case length(G) =< 4 andalso G =/= "" andalso lists:all(fun(C) -> ?HEX(C) end, G) of
        true -> 1;
        false ->
            Parts = string:split(G, ".", all),
            case length(Parts) =:= 4 andalso lists:all(fun is_byte/1, Parts) of
                true -> 2;
                false -> 0
            end
    end.

is_byte([_ | _] = Part) when length(Part) =< 3 ->
    lists:all(fun(C) -> ?DIGIT(C) end, Part) andalso list_to_integer(Part) < 256;
is_byte(_) -> false.

port([], Parts) -> Parts;
port([$:], Parts) -> Parts#{port => undefined};
port([$: | Digits], Parts) ->
    check(Digits, fun(C) -> ?DIGIT(C) end),
    Parts#{port => list_to_integer(Digits)};
port([C | _], _Parts) -> throw({error, invalid_uri, [C]}).

path(Chars, Parts) ->
    {Path, Rest} = lists:splitwith(fun(C) -> C =/= $? andalso C =/= $# end, Chars),
    check(Path, or_percent(fun is_path_char/1)),
    query(Rest, Parts#{path => Path}).

query([$? | Chars], Parts) ->
    {Query, Rest} = lists:splitwith(fun(C) -> C =/= $# end, Chars),
    check(Query, or_percent(fun is_query/1)),
    fragment(Rest, Parts#{query => Query});
query(Chars, Parts) -> fragment(Chars, Parts).

fragment([$# | Fragment], Parts) ->
    check(Fragment, or_percent(fun is_query/1)),
    Parts#{fragment => Fragment};
fragment([], Parts) -> Parts.

%% Putting together.

recompose(Map) ->
    case is_valid(Map) of
        false -> {error, invalid_map, Map};
        true ->
            URI = lists:foldl(fun(Part, URI) -> add(Part, Map, URI) end, empty, [scheme, userinfo, host, port, path, query, fragment]),
            %% one part that is a list makes the whole one
            case lists:any(fun erlang:is_list/1, maps:values(Map)) of
                true -> unicode:characters_to_list(URI);
                false -> unicode:characters_to_binary(URI)
            end
    end.

is_valid(#{path := Path} = Map) ->
    Starts = lists:prefix("/", flat(Path)),
    not is_map_key(userinfo, Map) orelse is_map_key(host, Map) orelse Starts;
is_valid(#{}) -> false.

flat(Text) when is_binary(Text); is_list(Text) -> unicode:characters_to_list(Text);
flat(_) -> "".

add(scheme, #{scheme := Scheme}, empty) -> concat(encode(Scheme, or_percent(fun is_scheme/1)), ":");
add(userinfo, #{userinfo := User, host := _}, URI) ->
    concat(URI, concat("//", concat(encode(User, fun is_userinfo/1), "@")));
add(host, #{host := Host} = Map, URI) ->
    Slashes = case Map of #{userinfo := _} -> ""; _ -> "//" end,
    concat(URI, concat(Slashes, encoded_host(Host)));
add(port, #{port := undefined}, URI) when URI =/= empty -> concat(URI, ":");
add(port, #{port := Port}, URI) when URI =/= empty -> concat(URI, ":" ++ integer_to_list(Port));
add(path, #{path := Path} = Map, URI) -> concat(URI, separated(encode(Path, fun is_path_char/1), Map));
add(query, #{query := Query}, URI) -> concat(URI, concat("?", encode(Query, fun is_query/1)));
add(fragment, #{fragment := Fragment}, URI) -> concat(URI, concat("#", encode(Fragment, fun is_query/1)));
add(port, #{port := Port}, empty) -> concat(none, Port);
add(_, _, URI) -> URI.

%% A relative path behind a host begins with a slash; two slashes without a host would begin one.
separated(Path, #{host := _}) ->
    case flat(Path) of
        [C | _] when C =/= $/ -> concat("/", Path);
        _ -> Path
    end;
separated(Path, _) -> Path.

encoded_host(Host) ->
    case is_ipv6_address(flat(Host)) of
        true -> concat("[", concat(Host, "]"));
        false -> encode(Host, fun is_regname/1)
    end.

concat(empty, B) -> B;
concat(A, B) when A =/= none -> [A, B].

%% Percent encoding; what is encoded already stays.

encode(Text, Is) when is_binary(Text) -> encode_binary(Text, Is, <<>>);
encode(Text, Is) when is_list(Text) ->
    unicode:characters_to_list(encode_binary(unicode:characters_to_binary(Text), Is, <<>>)).

encode_binary(<<$%, A, B, Rest/binary>>, Is, Acc) when ?HEX(A), ?HEX(B) ->
    encode_binary(Rest, Is, <<Acc/binary, $%, A, B>>);
encode_binary(<<C, Rest/binary>>, Is, Acc) ->
    case C < 128 andalso (Is(C) orelse C =:= $%) of
        true -> encode_binary(Rest, Is, <<Acc/binary, C>>);
        false -> encode_binary(Rest, Is, <<Acc/binary, (percent(C))/binary>>)
    end;
encode_binary(<<>>, _Is, Acc) -> Acc.

percent(C) -> <<$%, (hex(C bsr 4)), (hex(C band 15))>>.

hex(N) when N < 10 -> $0 + N;
hex(N) -> $A + N - 10.

quote(Text) -> quote(Text, "").

quote(Text, Safe) ->
    Is = fun(C) -> C < 128 andalso (is_unreserved(C) orelse lists:member(C, Safe)) end,
    Quote = fun(Bytes) -> << <<(case Is(C) of true -> <<C>>; false -> percent(C) end)/binary>> || <<C>> <= Bytes >> end,
    case Text of
        _ when is_binary(Text) -> Quote(Text);
        _ when is_list(Text) -> unicode:characters_to_list(Quote(unicode:characters_to_binary(Text)));
        _ -> erlang:error(function_clause, [Text, Safe])
    end.

unquote(Text) -> decoded(Text, fun(_) -> true end).

percent_decode(Map) when is_map(Map) ->
    maps:fold(fun(port, Port, Acc) -> add_part(port, Port, Acc);
                 (_, _, Error) when not is_map(Error) -> Error;
                 (Part, Text, Acc) ->
                      case decoded(Text, fun(_) -> true end) of
                          {error, Reason, Term} when is_list(Text) -> {error, {invalid, {Part, {Reason, Term}}}};
                          {error, _, _} = Error -> Error;
                          Value -> add_part(Part, Value, Acc)
                      end
              end, #{}, Map);
percent_decode(Text) when is_list(Text); is_binary(Text) -> decoded(Text, fun(_) -> true end).

add_part(_, _, Error) when not is_map(Error) -> Error;
add_part(Part, Value, Map) -> Map#{Part => Value}.

%% Decodes the characters that `Is` names, the others are written in upper case.
decoded(Text, Is) when is_list(Text) ->
    case decoded(unicode:characters_to_binary(Text), Is) of
        Bytes when is_binary(Bytes) -> unicode:characters_to_list(Bytes);
        Error -> Error
    end;
decoded(Text, Is) when is_binary(Text) ->
    case decode(Text, Is, <<>>) of
        {error, _, _} = Error -> Error;
        Bytes ->
            case unicode:characters_to_list(Bytes) of
                Chars when is_list(Chars) -> Bytes;
                {_, _, Rest} -> {error, invalid_utf8, whole(Bytes, Rest)}
            end
    end;
decoded(Text, _Is) -> erlang:error(function_clause, [Text]).

whole(Bytes, _Rest) -> Bytes.

decode(<<$%, A, B, Rest/binary>>, Is, Acc) when ?HEX(A), ?HEX(B) ->
    C = value(A) * 16 + value(B),
    case Is(C) of
        true -> decode(Rest, Is, <<Acc/binary, C>>);
        false -> decode(Rest, Is, <<Acc/binary, (percent(C))/binary>>)
    end;
decode(<<$%, A, B, _/binary>>, _Is, _Acc) -> {error, invalid_percent_encoding, <<$%, A, B>>};
decode(<<C, Rest/binary>>, Is, Acc) -> decode(Rest, Is, <<Acc/binary, C>>);
decode(<<>>, _Is, Acc) -> Acc.

value(C) when C =< $9 -> C - $0;
value(C) when C >= $a -> C - $a + 10;
value(C) -> C - $A + 10.

%% Normal forms and references.

normalize(URI) -> normalize(URI, []).

normalize(Map, Options) when is_map(Map) -> given_back(normalize_map(Map), Options);
normalize(URI, Options) ->
    case parse(URI) of
        {error, _, _} = Error -> Error;
        Map -> given_back(normalize_map(Map), Options)
    end.

given_back({error, _, _} = Error, _Options) -> Error;
given_back(Map, [return_map]) -> Map;
given_back(Map, []) -> recompose(Map).

normalize_map(Map) -> with_path(without_port(without_dots(decode_unreserved(lower(Map))))).

decode_unreserved(Map) ->
    maps:fold(fun(_, _, {error, _, _} = Error) -> Error;
                 (Part, _, Acc) when Part =:= port; Part =:= scheme -> Acc;
                 (Part, Text, Acc) ->
                      case decoded(Text, fun is_unreserved/1) of
                          {error, _, _} = Error -> Error;
                          Value -> Acc#{Part := Value}
                      end
              end, Map, Map).

lower(Map) -> maps:map(fun(Part, Text) when Part =:= scheme; Part =:= host -> string:lowercase(Text); (_, V) -> V end, Map).

without_dots({error, _, _} = Error) -> Error;
without_dots(#{path := Path} = Map) -> Map#{path := remove_dot_segments(Path)};
without_dots(Map) -> remove_dot_segments(Map).

remove_dot_segments(Path) when is_binary(Path) -> unicode:characters_to_binary(remove_dot_segments(flat(Path)));
remove_dot_segments(Path) when is_list(Path) -> remove_dots(Path, []).

%% The segments done, the last one first, each with its slash before it.
remove_dots([], Done) -> lists:append(lists:reverse(Done));
remove_dots("../" ++ Rest, Done) -> remove_dots(Rest, Done);
remove_dots("./" ++ Rest, Done) -> remove_dots(Rest, Done);
remove_dots("/./" ++ Rest, Done) -> remove_dots([$/ | Rest], Done);
remove_dots("/.", Done) -> remove_dots("/", Done);
remove_dots("/../" ++ Rest, Done) -> remove_dots([$/ | Rest], dropped(Done));
remove_dots("/..", Done) -> remove_dots("/", dropped(Done));
remove_dots(".", Done) -> remove_dots("", Done);
remove_dots("..", Done) -> remove_dots("", Done);
remove_dots([C | Rest], Done) ->
    {Segment, After} = lists:splitwith(fun(One) -> One =/= $/ end, Rest),
    remove_dots(After, [[C | Segment] | Done]).

dropped([_ | Done]) -> Done;
dropped([]) -> [].

without_port({error, _, _} = Error) -> Error;
without_port(#{port := undefined} = Map) -> maps:remove(port, Map);
without_port(#{scheme := Scheme, port := Port} = Map) ->
    case lists:member({flat(Scheme), Port}, [{"ftp", 21}, {"ssh", 22}, {"sftp", 22}, {"tftp", 69}, {"http", 80}, {"https", 443}]) of
        true -> maps:remove(port, Map);
        false -> Map
    end;
without_port(Map) -> Map.

with_path({error, _, _} = Error) -> Error;
with_path(#{scheme := Scheme, host := _, path := Path} = Map) when Path =:= ""; Path =:= <<>> ->
    case lists:member(flat(Scheme), ["http", "https"]) of
        true when is_binary(Path) -> Map#{path := <<"/">>};
        true -> Map#{path := "/"};
        false -> Map
    end;
with_path(Map) -> Map.

resolve(Reference, Base) -> resolve(Reference, Base, []).

resolve(Reference, Base, Options) when is_map(Reference) ->
    case resolve_map(Reference, Base) of
        {error, _, _} = Error -> Error;
        Map -> given_back(Map, Options)
    end;
resolve(Reference, Base, Options) ->
    case parse(Reference) of
        {error, _, _} = Error -> Error;
        Map -> resolve(Map, Base, Options)
    end.

resolve_map(#{scheme := _} = Map, _Base) -> without_dots(Map);
resolve_map(Map, Base) when not is_map(Base) ->
    case parse(Base) of
        {error, _, _} = Error -> Error;
        BaseMap -> resolve_map(Map, BaseMap)
    end;
resolve_map(Map, #{scheme := Scheme} = Base) -> (resolved(Map, Base))#{scheme => Scheme};
resolve_map(_Map, _Base) -> {error, invalid_scheme, ""}.

resolved(#{host := _} = Map, _Base) -> without_dots(Map);
resolved(#{path := Path} = Map, Base) ->
    Inherited = maps:with([userinfo, host, port], Base),
    case flat(Path) of
        "" ->
            Query = case Map of #{query := _} -> #{}; _ -> maps:with([query], Base) end,
            maps:merge(maps:merge(Inherited, Query), Map#{path := maps:get(path, Base)});
        [$/ | _] -> maps:merge(Inherited, without_dots(Map));
        Relative -> maps:merge(Inherited, Map#{path := merged(Relative, Path, Base)})
    end.

merged(Relative, Path, #{path := BasePath} = Base) ->
    Whole =
        case flat(BasePath) of
            "" when is_map_key(host, Base) -> [$/ | Relative];
            Text -> lists:reverse(lists:dropwhile(fun(C) -> C =/= $/ end, lists:reverse(Text))) ++ Relative
        end,
    case is_binary(Path) andalso is_binary(BasePath) of
        true -> unicode:characters_to_binary(remove_dot_segments(Whole));
        false -> remove_dot_segments(Whole)
    end.

%% Encodings: the bytes of a text in one encoding, percent encoded or not, in another.

transcode(Text, Options) when is_binary(Text) ->
    {In, Out} = encodings(Options),
    case unicode:characters_to_list(Text, In) of
        {_, _, Rest} -> {error, invalid_input, Rest};
        Chars ->
            case transcoded(Chars, In, Out) of
                {error, _, _} = Error -> Error;
                Result -> unicode:characters_to_binary(Result, utf8, Out)
            end
    end;
transcode(Text, Options) when is_list(Text) ->
    {In, Out} = encodings(Options),
    transcoded(flatten(Text, In), In, Out).

encodings(Options) -> {proplists:get_value(in_encoding, Options, utf8), proplists:get_value(out_encoding, Options, utf8)}.

flatten(Text, In) ->
    lists:append([case Part of
                      _ when is_binary(Part) -> unicode:characters_to_list(Part, In);
                      _ when is_list(Part) -> flatten(Part, In);
                      _ -> [Part]
                  end || Part <- Text]).

transcoded(Chars, In, Out) ->
    try transcode_runs(Chars, In, Out)
    catch throw:{error, _, _} = Error -> Error
    end.

transcode_runs([], _, _) -> [];
transcode_runs([$%, A, B | _] = Chars, In, Out) when ?HEX(A), ?HEX(B) ->
    {Bytes, Rest} = encoded_run(Chars, <<>>),
    case unicode:characters_to_binary(Bytes, In, Out) of
        Converted when is_binary(Converted) ->
            lists:append([case is_unreserved(C) andalso byte_size(Bytes) > 1 of
                              true -> [C];
                              false -> binary_to_list(percent(C))
                          end || <<C>> <= Converted]) ++ transcode_runs(Rest, In, Out);
        {_, _, Left} -> throw({error, invalid_input, Left})
    end;
transcode_runs([$% | _] = Chars, _, _) -> throw({error, invalid_percent_encoding, Chars});
transcode_runs([C | Chars], In, Out) -> [C | transcode_runs(Chars, In, Out)].

encoded_run([$%, A, B | Rest], Bytes) when ?HEX(A), ?HEX(B) ->
    encoded_run(Rest, <<Bytes/binary, (value(A) * 16 + value(B))>>);
encoded_run([$% | _] = Chars, _Bytes) -> throw({error, invalid_percent_encoding, Chars});
encoded_run([C | Rest], Bytes) when byte_size(Bytes) rem 4 =/= 0 -> {Bytes, [C | Rest]};
encoded_run(Rest, Bytes) -> {Bytes, Rest}.

%% Queries (application/x-www-form-urlencoded).

compose_query(Pairs) -> compose_query(Pairs, [{encoding, utf8}]).

compose_query([], _Options) -> [];
compose_query(Pairs, Options) ->
    try compose_query(Pairs, Options, true, <<>>)
    catch throw:{error, _, _} = Error -> Error
    end.

compose_query([{Key, Value} | Pairs], Options, IsBinary0, Acc0) ->
    Acc1 = case Acc0 of <<>> -> <<>>; _ -> <<Acc0/binary, $&>> end,
    KeyText = form(Key, Options),
    Acc =
        case Value of
            true -> <<Acc1/binary, KeyText/binary>>;
            _ -> <<Acc1/binary, KeyText/binary, $=, (form(Value, Options))/binary>>
        end,
    IsBinary = IsBinary0 andalso not is_list(Key) andalso not is_list(Value),
    compose_query(Pairs, Options, IsBinary, Acc);
compose_query([], _Options, true, Acc) -> Acc;
compose_query([], _Options, false, Acc) -> unicode:characters_to_list(Acc).


form(Text, Options) ->
    is_list(Text) orelse is_binary(Text) orelse throw({error, invalid_input, Text}),
    case Options of
        [{encoding, latin1}] -> form_bytes(latin1(unicode:characters_to_list(Text)));
        [{encoding, Utf}] when Utf =:= utf8; Utf =:= unicode -> form_utf8(Text);
        [{encoding, Encoding}] -> throw({error, invalid_encoding, Encoding});
        _ -> throw({error, invalid_input, Text})
    end.

form_utf8(Text) ->
    case unicode:characters_to_binary(Text) of
        Bytes when is_binary(Bytes) -> form_bytes(Bytes);
        {_, _, _} -> throw({error, invalid_input, Text})
    end.

%% What Latin-1 has no byte for is written as a character reference.
latin1(Chars) ->
    iolist_to_binary([if C < 256 -> C; true -> ["&#", integer_to_list(C), ";"] end || C <- Chars]).

form_bytes(Bytes) ->
    << <<(case C of
              $\s -> <<$+>>;
              _ when ?ALPHA(C); ?DIGIT(C); C =:= $*; C =:= $-; C =:= $.; C =:= $_ -> <<C>>;
              _ -> percent(C)
          end)/binary>> || <<C>> <= Bytes >>.

dissect_query(<<>>) -> [];
dissect_query([]) -> [];
dissect_query(Text) when is_binary(Text) ->
    case unicode:characters_to_list(Text) of
        Chars when is_list(Chars) -> dissected(Text, fun(Bytes) -> Bytes end);
        {_, _, <<Bad, _/binary>>} -> {error, invalid_character, [Bad]}
    end;
dissect_query(Text) when is_list(Text) ->
    case unicode:characters_to_binary(Text) of
        Bytes when is_binary(Bytes) -> dissected(Bytes, fun unicode:characters_to_list/1);
        {_, _, Rest} -> {error, invalid_input, iolist_to_binary(Rest)}
    end;
dissect_query(Other) -> erlang:error(function_clause, [Other]).

dissected(Bytes, Like) ->
    try [pair(Part, Like) || Part <- split_pairs(Bytes)]
    catch
        throw:{error, invalid_input, <<Bad, _/binary>>} -> {error, invalid_input, [Bad]};
        throw:{error, Reason, Term} -> {error, Reason, Like(Term)}
    end.

%% `&#` of a character reference separates pairs too when the reference has no end.
split_pairs(Bytes) -> split_pairs(Bytes, <<>>).

split_pairs(<<"&#", Rest/binary>>, Acc) ->
    case is_reference(Rest, Acc) of
        true -> split_pairs(Rest, <<Acc/binary, "&#">>);
        false -> [Acc | split_pairs(<<"#", Rest/binary>>, <<>>)]
    end;
split_pairs(<<"&", Rest/binary>>, Acc) -> [Acc | split_pairs(Rest, <<>>)];
split_pairs(<<C, Rest/binary>>, Acc) -> split_pairs(Rest, <<Acc/binary, C>>);
split_pairs(<<>>, Acc) -> [Acc].

is_reference(Rest, Acc) ->
    binary:match(Acc, <<"=">>) =:= nomatch andalso
        case binary:split(Rest, <<";">>) of
            [Digits, _] -> Digits =/= <<>> andalso lists:all(fun(C) -> ?DIGIT(C) end, binary_to_list(Digits));
            _ -> false
        end.

pair(Part, Like) ->
    case binary:split(Part, <<"=">>) of
        [Key] -> {Like(unform(Key)), true};
        [Key, Value] -> {Like(unform(Key)), Like(unform(Value))}
    end.

unform(Bytes) ->
    Decoded = unescaped(binary:replace(Bytes, <<"+">>, <<" ">>, [global]), <<>>),
    case unicode:characters_to_list(Decoded) of
        Chars when is_list(Chars) -> references(Decoded);
        {_, _, Rest} -> throw({error, invalid_input, Rest})
    end.

unescaped(<<$%, A, B, Rest/binary>>, Acc) when ?HEX(A), ?HEX(B) -> unescaped(Rest, <<Acc/binary, (value(A) * 16 + value(B))>>);
unescaped(<<$%, _, _, _/binary>> = Bytes, _Acc) -> throw({error, invalid_percent_encoding, Bytes});
unescaped(<<C, Rest/binary>>, Acc) -> unescaped(Rest, <<Acc/binary, C>>);
unescaped(<<>>, Acc) -> Acc.

references(Bytes) ->
    case binary:split(Bytes, <<"&#">>) of
        [Before, After] ->
            {Code, Rest} = reference(After, 0),
            <<Before/binary, Code/utf8, (references(Rest))/binary>>;
        [_] -> Bytes
    end.

reference(<<C, Rest/binary>>, Code) when ?DIGIT(C) -> reference(Rest, Code * 10 + C - $0);
reference(<<$;, Rest/binary>>, Code) -> {Code, Rest};
reference(<<_, _/binary>> = Bad, _Code) -> throw({error, invalid_input, Bad}).
