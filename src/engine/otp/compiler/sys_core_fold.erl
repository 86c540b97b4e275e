%% Subset of OTP's sys_core_fold. Missing: the optimizations; here are the texts of its warnings alone.
-module(sys_core_fold).

-export([format_error/1]).

format_error(Descriptor) -> lists:flatten(text(Descriptor)).

text({failed, {eval_failure, Call, Reason}}) -> [called(Call, "evaluation of", "the call to"), " will fail with a '", w(Reason), "' exception"];
text({failed, bad_map_update}) -> "map update will fail with a 'badmap' exception";
text({failed, bad_call}) -> "invalid function call";
text({nomatch, {shadow, Line, {Name, Arity}}}) -> ["this clause for ", w(Name), $/, w(Arity), shadow(Line)];
text({nomatch, {shadow, Line}}) -> ["this clause", shadow(Line)];
text({nomatch, guard}) -> "this clause cannot match because its guard evaluates to 'false'";
text({nomatch, no_clause}) -> "no clause will ever match";
text({nomatch, clause_type}) -> "this clause cannot match because of different types/sizes";
text({ignored, useless_building}) -> "a term is constructed, but never used";
text({ignored, {no_effect, {erlang, F, A}}}) ->
    case erl_internal:comp_op(F, A) of
        true -> ["use of operator ", p(F), " has no effect"];
        false -> ["the call to ", name(erlang, F, A), " has no effect"]
    end;
text({ignored, {result, Call}}) ->
    ["the result of ", called(Call, "evaluating", "calling"),
     " is ignored (suppress the warning by assigning the expression to the _ variable)"].

shadow(Line) -> [" cannot match because a previous clause at line ", w(Line), " always matches"].

called({M, F, A}, OfOperator, OfFunction) ->
    case M =:= erlang andalso is_operator(F, A) of
        true -> [OfOperator, " operator ", p(F), $/, w(A)];
        false -> [OfFunction, $\s, name(M, F, A)]
    end.

is_operator(F, A) ->
    erl_internal:arith_op(F, A) orelse erl_internal:bool_op(F, A) orelse erl_internal:comp_op(F, A)
        orelse erl_internal:list_op(F, A) orelse erl_internal:send_op(F, A).

name(M, F, A) ->
    case M =:= erlang andalso erl_internal:bif(F, A) of
        true -> [p(F), $/, w(A)];
        false -> [p(M), $:, p(F), $/, w(A)]
    end.

p(Term) -> io_lib:format("~p", [Term]).

w(Term) -> io_lib:format("~tw", [Term]).
