%% What the functions of binary and its kin give, on the engine and on OTP 25.
-module(test_binary).
-export([run/0]).

run() ->
    true = <<"aXcaXc">> =:= binary:replace(<<"abcabc">>,<<"b">>,<<"X">>,[global]),
    true = <<"01FF">> =:= binary:encode_hex(<<1,255>>),
    true = <<1,255>> =:= binary:decode_hex(<<"01fF">>),
    true = "bc" =:= binary:bin_to_list(<<"abc">>,1,2),
    true = <<"aGVsbG8=">> =:= base64:encode(<<"hello">>),
    true = <<"hello">> =:= base64:decode("aGVsbG8="),
    true = {error,badarg} =:= catch_class(fun()->binary:decode_hex(<<"0">>) end),
    ok.

catch_class(F) ->
    try F() of
        V -> {ok, V}
    catch
        C:R -> {C, R}
    end.
