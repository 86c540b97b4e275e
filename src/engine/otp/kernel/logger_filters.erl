%% Subset of OTP's logger_filters. Missing: nothing known.
%%
%% Filters of log events: each gives the event, stop, or ignore when the next filter shall decide.
-module(logger_filters).

-export([domain/2, level/2, progress/2, remote_gl/2]).

-define(IS_ACTION(A), (A =:= log orelse A =:= stop)).

%% How the domain of the event relates to the one given.
domain(#{meta := Meta} = Event, {Action, Relation, Domain})
  when ?IS_ACTION(Action), is_list(Domain),
       Relation =:= super orelse Relation =:= sub orelse Relation =:= equal orelse Relation =:= not_equal
       orelse Relation =:= undefined ->
    Own = case Meta of
              #{domain := D} -> D;
              _ -> undefined
          end,
    verdict(relates(Relation, Own, Domain), Action, Event);
domain(Event, Extra) ->
    erlang:error(badarg, [Event, Extra]).

relates(undefined, Own, _) -> Own =:= undefined;
relates(not_equal, undefined, _) -> true;
relates(_, undefined, _) -> false;
relates(super, Own, Domain) -> is_list(Own) andalso lists:prefix(Own, Domain);
relates(sub, Own, Domain) -> is_list(Own) andalso lists:prefix(Domain, Own);
relates(equal, Own, Domain) -> Own =:= Domain;
relates(not_equal, Own, Domain) -> Own =/= Domain.

level(#{level := Own} = Event, {Action, Operator, Level})
  when ?IS_ACTION(Action), Operator =:= neq orelse Operator =:= eq orelse Operator =:= lt orelse Operator =:= gt
       orelse Operator =:= lteq orelse Operator =:= gteq ->
    verdict(compares(Operator, logger:compare_levels(Own, Level)), Action, Event);
level(Event, Extra) ->
    erlang:error(badarg, [Event, Extra]).

compares(neq, Order) -> Order =/= eq;
compares(eq, Order) -> Order =:= eq;
compares(lt, Order) -> Order =:= lt;
compares(gt, Order) -> Order =:= gt;
compares(lteq, Order) -> Order =/= gt;
compares(gteq, Order) -> Order =/= lt.

%% Progress reports of supervisors and applications.
progress(#{msg := {report, #{label := {_, progress}}}} = Event, Action) when ?IS_ACTION(Action) -> verdict(true, Action, Event);
progress(_Event, Action) when ?IS_ACTION(Action) -> ignore;
progress(Event, Action) -> erlang:error(badarg, [Event, Action]).

%% Events of processes whose group leader is on another node.
remote_gl(#{meta := #{gl := Leader}} = Event, Action) when ?IS_ACTION(Action), node(Leader) =/= node() -> verdict(true, Action, Event);
remote_gl(_Event, Action) when ?IS_ACTION(Action) -> ignore;
remote_gl(Event, Action) -> erlang:error(badarg, [Event, Action]).

verdict(true, log, Event) -> Event;
verdict(true, stop, _Event) -> stop;
verdict(false, _Action, _Event) -> ignore.
