%% Stands in for OTP's erl_scan. The scanner is native; here are the options that call functions.
-module(erl_scan).
-export([string/1, string/2, string/3, tokens/3, tokens/4, format_error/1, reserved_word/1, category/1, symbol/1,
         text/1, line/1, column/1, location/1]).
-export([scan_string/3, scan_tokens/4]).

%% Natives.
scan_string(_Text, _Location, _Options) -> erlang:nif_error(undef).
scan_tokens(_Continuation, _Text, _Location, _Options) -> erlang:nif_error(undef).
format_error(_Descriptor) -> erlang:nif_error(undef).
reserved_word(_Word) -> erlang:nif_error(undef).
category(_Token) -> erlang:nif_error(undef).
symbol(_Token) -> erlang:nif_error(undef).
text(_Token) -> erlang:nif_error(undef).
line(_Token) -> erlang:nif_error(undef).
column(_Token) -> erlang:nif_error(undef).
location(_Token) -> erlang:nif_error(undef).

string(Text) -> scan_string(Text, 1, []).

string(Text, Location) -> scan_string(Text, Location, []).

string(Text, Location, Options) ->
    case functions(Options) of
        none -> scan_string(Text, Location, Options);
        {_, _} = Functions ->
            case scan_string(Text, Location, [text | Options]) of
                {ok, Tokens, End} -> {ok, finished(Tokens, Functions, Options), End};
                Error -> Error
            end
    end.

tokens(Continuation, Text, Location) -> scan_tokens(Continuation, Text, Location, []).

tokens(Continuation, Text, Location, Options) ->
    case functions(Options) of
        none -> scan_tokens(Continuation, Text, Location, Options);
        {_, _} = Functions ->
            case scan_tokens(Continuation, Text, Location, [text | Options]) of
                {done, {ok, Tokens, End}, Rest} -> {done, {ok, finished(Tokens, Functions, Options), End}, Rest};
                Other -> Other
            end
    end.

%% The functions that say which words are reserved and which tokens keep their text.
functions(Options) when is_list(Options) ->
    Words = proplists:get_value(reserved_word_fun, Options, none),
    Texts = proplists:get_value(text_fun, Options, none),
    case {Words, Texts} of
        {none, none} -> none;
        Functions -> Functions
    end;
functions(_) -> none.

%% Every token came with its text, and with a function for words no word was taken as reserved.
finished(Tokens, {Words, Texts}, Options) ->
    KeepsAll = proplists:get_bool(text, Options),
    [kept(worded(Token, Words), Texts, KeepsAll) || Token <- Tokens].

worded({atom, Anno, Name} = Token, Words) when is_function(Words, 1) ->
    case text(Token) of
        [$' | _] -> Token;
        _ ->
            case Words(Name) of
                true -> {Name, Anno};
                false -> Token
            end
    end;
worded(Token, _) -> Token.

kept(Token, _, true) -> Token;
kept(Token, Texts, false) ->
    case is_function(Texts, 2) andalso Texts(category(Token), text(Token)) of
        true -> Token;
        false -> setelement(2, Token, location(Token))
    end.
