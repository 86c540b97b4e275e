%% Subset of OTP's unicode_util. Missing: lookup/1, which needs the tables of combining classes.
-module(unicode_util).

-export([casefold/1, cp/1, gc/1, get_case/1, is_whitespace/1, lowercase/1, nfc/1, nfd/1, nfkc/1, nfkd/1,
         spec_version/0, titlecase/1, uppercase/1, whitespace/0]).

spec_version() -> {14, 0}.

whitespace() -> [[$\r, $\n], $\t, $\n, $\v, $\f, $\r, $\s, 16#85, 16#200E, 16#200F, 16#2028, 16#2029].

is_whitespace(C) -> lists:member(C, whitespace()).

cp(String) when is_list(String); is_binary(String) -> point(String).

gc(String) when is_list(String); is_binary(String) -> cluster(String);
gc(String) ->
    case cp(String) of
        {error, _} = Error -> Error;
        Codes -> cluster(Codes)
    end.

point(_String) -> erlang:nif_error(undef).
cluster(_String) -> erlang:nif_error(undef).
nfc(_String) -> erlang:nif_error(undef).
nfd(_String) -> erlang:nif_error(undef).
nfkc(_String) -> erlang:nif_error(undef).
nfkd(_String) -> erlang:nif_error(undef).
uppercase(_String) -> erlang:nif_error(undef).
lowercase(_String) -> erlang:nif_error(undef).
titlecase(_String) -> erlang:nif_error(undef).
casefold(_String) -> erlang:nif_error(undef).
get_case(_CodePoint) -> erlang:nif_error(undef).
