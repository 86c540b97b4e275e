%% Stands in for OTP's epp. The preprocessor is native and reads a file with its includes at once, when it is opened; the
%% process behind an open file hands out the forms. Missing: macro_defs/1.
-module(epp).
-export([open/1, open/2, open/3, close/1, scan_erl_form/1, parse_erl_form/1, scan_file/1, scan_file/2, parse_file/1,
         parse_file/2, parse_file/3, default_encoding/0, encoding_to_string/1, read_encoding/1, read_encoding/2,
         read_encoding_from_binary/1, read_encoding_from_binary/2, set_encoding/1, set_encoding/2, format_error/1]).
-export([items/3]).
-export_type([source_encoding/0]).

-type source_encoding() :: latin1 | utf8.

%% Natives.
items(_Text, _Name, _Options) -> erlang:nif_error(undef).
default_encoding() -> erlang:nif_error(undef).
encoding_to_string(_Encoding) -> erlang:nif_error(undef).
format_error(_Descriptor) -> erlang:nif_error(undef).

open(Name, Path) -> open(Name, Path, []).

open(Name, Path, Macros) -> open([{name, Name}, {includes, Path}, {macros, Macros}]).

open(Options) ->
    case proplists:get_value(name, Options) of
        undefined -> erlang:error(badarg);
        Name -> opened(read(Name, Options), proplists:get_bool(extra, Options))
    end.

opened({ok, Items, Encoding}, WithExtra) ->
    Owner = self(),
    Epp = spawn(fun() -> serve(Owner, monitor(process, Owner), Items) end),
    case WithExtra of
        true -> {ok, Epp, [{encoding, Encoding}]};
        false -> {ok, Epp}
    end;
opened({error, _} = Error, _WithExtra) ->
    Error.

%% The items of a file, and the encoding that it names.
read(Name, Options) ->
    case content(Name, Options) of
        {ok, Bytes} ->
            case check_macros(proplists:get_value(macros, Options, []), []) of
                ok -> read(Name, Bytes, Options);
                {error, _} = Error -> Error
            end;
        {error, _} = Error ->
            Error
    end.

read(Name, Bytes, Options) ->
    Encoding = read_encoding_from_binary(Bytes),
    case text(Bytes, Encoding, proplists:get_value(default_encoding, Options, utf8)) of
        {ok, Text} -> {ok, items(Text, flat(Name), Options), Encoding};
        error -> {ok, [{error, {1, ?MODULE, cannot_parse}}, {eof, 1}], Encoding}
    end.

flat(Name) when is_binary(Name) -> unicode:characters_to_list(Name);
flat(Name) -> filename:flatten(Name).

content(Name, Options) ->
    case proplists:get_value(fd, Options) of
        undefined -> file:read_file(Name);
        Device -> content_of(Device, [])
    end.

content_of(Device, Read) ->
    case file:read(Device, 65536) of
        {ok, Data} -> content_of(Device, [Read, Data]);
        eof -> {ok, iolist_to_binary(Read)};
        {error, _} = Error -> Error
    end.

text(Bytes, none, Default) -> text(Bytes, Default, Default);
text(Bytes, Encoding, _Default) ->
    case unicode:characters_to_binary(Bytes, Encoding) of
        Text when is_binary(Text) -> {ok, Text};
        _ -> error
    end.

-define(PREDEFINED, ['FILE', 'LINE', 'MODULE', 'MODULE_STRING', 'BASE_MODULE', 'BASE_MODULE_STRING', 'MACHINE', 'BEAM',
                     'OTP_RELEASE', 'FUNCTION_NAME', 'FUNCTION_ARITY', 'FEATURE_AVAILABLE', 'FEATURE_ENABLED']).

check_macros([{Name, _Value, redefine} | Macros], Seen) when is_atom(Name) ->
    check_macros(Macros, Seen);
check_macros([{Name, _Value} | Macros], Seen) when is_atom(Name) ->
    check_macro(Name, Macros, Seen);
check_macros([Name | Macros], Seen) when is_atom(Name) ->
    check_macro(Name, Macros, Seen);
check_macros([Other | _Macros], _Seen) ->
    {error, {bad, Other}};
check_macros([], _Seen) ->
    ok.

check_macro(Name, Macros, Seen) ->
    case {lists:member(Name, ?PREDEFINED), lists:member(Name, Seen)} of
        {true, _} -> {error, {redefine_predef, Name}};
        {false, true} -> {error, {redefine, Name}};
        {false, false} -> check_macros(Macros, [Name | Seen])
    end.

serve(Owner, Watch, Items) ->
    receive
        {epp_request, From, Ref, close} ->
            From ! {epp_reply, Ref, ok};
        {epp_request, From, Ref, next} ->
            [Item | Rest] = Items,
            From ! {epp_reply, Ref, Item},
            serve(Owner, Watch, rest(Item, Rest));
        {'DOWN', Watch, process, Owner, _Reason} ->
            ok
    end.

%% Behind the end there is the end.
rest({eof, _} = End, []) -> [End];
rest(_Item, Rest) -> Rest.

request(Epp, What) ->
    Ref = monitor(process, Epp),
    Epp ! {epp_request, self(), Ref, What},
    receive
        {epp_reply, Ref, Reply} ->
            demonitor(Ref, [flush]),
            Reply;
        {'DOWN', Ref, process, Epp, Reason} ->
            exit(Reason)
    end.

close(Epp) ->
    Watch = monitor(process, Epp),
    Reply = request(Epp, close),
    receive {'DOWN', Watch, process, Epp, _Reason} -> Reply end.

scan_erl_form(Epp) -> request(Epp, next).

parse_erl_form(Epp) ->
    case scan_erl_form(Epp) of
        {ok, Tokens} -> form(Tokens);
        Other -> Other
    end.

%% The native parser has no use for annotations.
form([{'-', Anno}, {atom, Anno, file}, {'(', Anno}, {string, Anno, Name}, {',', Anno}, {integer, Anno, Line} | _]) ->
    {ok, {attribute, Anno, file, {Name, Line}}};
form(Tokens) ->
    erl_parse:parse_form(Tokens).

scan_file(Name, Options) ->
    case read(Name, Options) of
        {ok, Items, Encoding} -> {ok, [scanned(Item) || Item <- Items], [{encoding, Encoding}]};
        {error, _} = Error -> Error
    end.

scanned({ok, Tokens}) -> Tokens;
scanned(Other) -> Other.

scan_file(Epp) ->
    case scan_erl_form(Epp) of
        {eof, _} = End -> [End];
        Item -> [scanned(Item) | scan_file(Epp)]
    end.

parse_file(Name, Path, Macros) -> parse_file(Name, [{includes, Path}, {macros, Macros}]).

parse_file(Name, Options) ->
    case read(Name, Options) of
        {ok, Items, Encoding} ->
            Forms = [parsed(Item) || Item <- Items],
            case proplists:get_bool(extra, Options) of
                true -> {ok, Forms, [{features, []}, {encoding, Encoding}]};
                false -> {ok, Forms}
            end;
        {error, _} = Error ->
            Error
    end.

parsed({ok, Tokens}) ->
    case form(Tokens) of
        {ok, Form} -> Form;
        Error -> Error
    end;
parsed(Other) ->
    Other.

parse_file(Epp) ->
    case scan_erl_form(Epp) of
        {eof, _} = End -> [End];
        Item -> [parsed(Item) | parse_file(Epp)]
    end.

read_encoding(Name) -> read_encoding(Name, []).

read_encoding(Name, Options) ->
    case file:read_file(Name) of
        {ok, Bytes} -> read_encoding_from_binary(Bytes, Options);
        {error, _} -> none
    end.

read_encoding_from_binary(Bytes) -> read_encoding_from_binary(Bytes, []).

%% `coding: NAME` in one of the first two lines, in a comment unless that is not asked for.
read_encoding_from_binary(Bytes, Options) ->
    Head = binary:part(Bytes, 0, min(byte_size(Bytes), 512)),
    Comment = case proplists:get_value(in_comment_only, Options, true) of
                  true -> "%.*";
                  false -> ".*"
              end,
    Pattern = ["\\A(?:[^\\n]*\\n)?[^\\n%]*?", Comment, "?coding\\s*[:=][:= ]*([-A-Za-z0-9]*)"],
    case re:run(Head, Pattern, [{capture, all_but_first, list}]) of
        {match, [Name]} -> encoding(string:split(string:lowercase(Name), "-", all));
        nomatch -> none
    end.

encoding(["latin", "1" | _]) -> latin1;
encoding(["utf", "8" | _]) -> utf8;
encoding(_) -> none.

set_encoding(Device) -> set_encoding(Device, default_encoding()).

set_encoding(Device, Default) ->
    {ok, Place} = file:position(Device, cur),
    Before = [lists:keyfind(Key, 1, io:getopts(Device)) || Key <- [binary, encoding]],
    ok = io:setopts(Device, [binary, {encoding, latin1}]),
    Encoding = case file:read(Device, 512) of
                   {ok, Head} -> read_encoding_from_binary(Head);
                   _ -> none
               end,
    {ok, Place} = file:position(Device, Place),
    ok = io:setopts(Device, Before),
    Used = case Encoding of
               none -> Default;
               _ -> Encoding
           end,
    ok = io:setopts(Device, [{encoding, Used}]),
    Encoding.
