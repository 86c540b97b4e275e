%% Stand-in for OTP's assert.hrl, written anew. Each macro checks an expression in a fun of its own, so that its names stay
%% inside, and fails with what was written and what came out. Every macro has a variant with a comment as its last argument.
%% With NOASSERT they do nothing; ASSERT takes NOASSERT back, and NODEBUG without DEBUG implies it.

-ifndef(ASSERT_HRL).
-define(ASSERT_HRL, true).

-ifdef(NODEBUG).
-ifndef(DEBUG).
-ifndef(NOASSERT).
-define(NOASSERT, true).
-endif.
-endif.
-endif.

-ifdef(ASSERT).
-undef(NOASSERT).
-endif.

-ifdef(NOASSERT).
-define(assert(BoolExpr), ok).
-define(assert(BoolExpr, Comment), ok).
-define(assertNot(BoolExpr), ok).
-define(assertNot(BoolExpr, Comment), ok).
-define(assertMatch(Guard, Expr), ok).
-define(assertMatch(Guard, Expr, Comment), ok).
-define(assertNotMatch(Guard, Expr), ok).
-define(assertNotMatch(Guard, Expr, Comment), ok).
-define(assertEqual(Expect, Expr), ok).
-define(assertEqual(Expect, Expr, Comment), ok).
-define(assertNotEqual(Unexpected, Expr), ok).
-define(assertNotEqual(Unexpected, Expr, Comment), ok).
-define(assertException(Class, Term, Expr), ok).
-define(assertException(Class, Term, Expr, Comment), ok).
-define(assertNotException(Class, Term, Expr), ok).
-define(assertNotException(Class, Term, Expr, Comment), ok).
-define(assertError(Term, Expr), ok).
-define(assertError(Term, Expr, Comment), ok).
-define(assertExit(Term, Expr), ok).
-define(assertExit(Term, Expr, Comment), ok).
-define(assertThrow(Term, Expr), ok).
-define(assertThrow(Term, Expr, Comment), ok).
-else.

%% A truth that the compiler does not see through, so that it warns of no clause.
-define(ASSERT_TRUTH, is_process_alive(self())).
-define(ASSERT_AT, {module, ?MODULE}, {line, ?LINE}).

-define(assert(BoolExpr), 
        begin
            ((fun() ->
                      X__Wanted = ?ASSERT_TRUTH,
                      case (BoolExpr) of
                          X__Wanted -> ok;
                          X__Value ->
                              X__Other = not X__Wanted,
                              erlang:error({assert, [?ASSERT_AT, {expression, (??BoolExpr)}, {expected, true},
                                                     case X__Value of
                                                         X__Other -> {value, X__Value};
                                                         _ -> {not_boolean, X__Value}
                                                     end]})
                      end
              end)())
        end).
-define(assert(BoolExpr, Comment), 
        begin
            ((fun() ->
                      X__Wanted = ?ASSERT_TRUTH,
                      case (BoolExpr) of
                          X__Wanted -> ok;
                          X__Value ->
                              X__Other = not X__Wanted,
                              erlang:error({assert, [?ASSERT_AT, {comment, (Comment)}, {expression, (??BoolExpr)}, {expected, true},
                                                     case X__Value of
                                                         X__Other -> {value, X__Value};
                                                         _ -> {not_boolean, X__Value}
                                                     end]})
                      end
              end)())
        end).

-define(assertNot(BoolExpr), 
        begin
            ((fun() ->
                      X__Wanted = not ?ASSERT_TRUTH,
                      case (BoolExpr) of
                          X__Wanted -> ok;
                          X__Value ->
                              X__Other = not X__Wanted,
                              erlang:error({assert, [?ASSERT_AT, {expression, (??BoolExpr)}, {expected, false},
                                                     case X__Value of
                                                         X__Other -> {value, X__Value};
                                                         _ -> {not_boolean, X__Value}
                                                     end]})
                      end
              end)())
        end).
-define(assertNot(BoolExpr, Comment), 
        begin
            ((fun() ->
                      X__Wanted = not ?ASSERT_TRUTH,
                      case (BoolExpr) of
                          X__Wanted -> ok;
                          X__Value ->
                              X__Other = not X__Wanted,
                              erlang:error({assert, [?ASSERT_AT, {comment, (Comment)}, {expression, (??BoolExpr)}, {expected, false},
                                                     case X__Value of
                                                         X__Other -> {value, X__Value};
                                                         _ -> {not_boolean, X__Value}
                                                     end]})
                      end
              end)())
        end).

-define(assertMatch(Guard, Expr), 
        begin
            ((fun() ->
                      case (Expr) of
                          Guard -> ok;
                          X__Value ->
                              erlang:error({assertMatch, [?ASSERT_AT, {expression, (??Expr)}, {pattern, (??Guard)}, {value, X__Value}]})
                      end
              end)())
        end).
-define(assertMatch(Guard, Expr, Comment), 
        begin
            ((fun() ->
                      case (Expr) of
                          Guard -> ok;
                          X__Value ->
                              erlang:error({assertMatch, [?ASSERT_AT, {comment, (Comment)}, {expression, (??Expr)}, {pattern, (??Guard)}, {value, X__Value}]})
                      end
              end)())
        end).

-define(assertNotMatch(Guard, Expr), 
        begin
            ((fun() ->
                      X__Value = (Expr),
                      case X__Value of
                          Guard ->
                              erlang:error({assertNotMatch, [?ASSERT_AT, {expression, (??Expr)}, {pattern, (??Guard)}, {value, X__Value}]});
                          _ -> ok
                      end
              end)())
        end).
-define(assertNotMatch(Guard, Expr, Comment), 
        begin
            ((fun() ->
                      X__Value = (Expr),
                      case X__Value of
                          Guard ->
                              erlang:error({assertNotMatch, [?ASSERT_AT, {comment, (Comment)}, {expression, (??Expr)}, {pattern, (??Guard)}, {value, X__Value}]});
                          _ -> ok
                      end
              end)())
        end).

-define(assertEqual(Expect, Expr), 
        begin
            ((fun() ->
                      X__Wanted = (Expect),
                      case (Expr) of
                          X__Wanted -> ok;
                          X__Value ->
                              erlang:error({assertEqual, [?ASSERT_AT, {expression, (??Expr)}, {expected, X__Wanted}, {value, X__Value}]})
                      end
              end)())
        end).
-define(assertEqual(Expect, Expr, Comment), 
        begin
            ((fun() ->
                      X__Wanted = (Expect),
                      case (Expr) of
                          X__Wanted -> ok;
                          X__Value ->
                              erlang:error({assertEqual, [?ASSERT_AT, {comment, (Comment)}, {expression, (??Expr)}, {expected, X__Wanted}, {value, X__Value}]})
                      end
              end)())
        end).

-define(assertNotEqual(Unexpected, Expr), 
        begin
            ((fun() ->
                      X__Unwanted = (Unexpected),
                      case (Expr) of
                          X__Unwanted -> erlang:error({assertNotEqual, [?ASSERT_AT, {expression, (??Expr)}, {value, X__Unwanted}]});
                          _ -> ok
                      end
              end)())
        end).
-define(assertNotEqual(Unexpected, Expr, Comment), 
        begin
            ((fun() ->
                      X__Unwanted = (Unexpected),
                      case (Expr) of
                          X__Unwanted -> erlang:error({assertNotEqual, [?ASSERT_AT, {comment, (Comment)}, {expression, (??Expr)}, {value, X__Unwanted}]});
                          _ -> ok
                      end
              end)())
        end).

-define(assertException(Class, Term, Expr), 
        begin
            ((fun() ->
                      try (Expr) of
                          X__Value ->
                              erlang:error({assertException, [?ASSERT_AT, {expression, (??Expr)},
                                                              {pattern, "{ " ++ (??Class) ++ " , " ++ (??Term) ++ " , [...] }"},
                                                              {unexpected_success, X__Value}]})
                      catch
                          Class:Term -> ok;
                          X__Class:X__Term:X__Stack ->
                              erlang:error({assertException, [?ASSERT_AT, {expression, (??Expr)},
                                                              {pattern, "{ " ++ (??Class) ++ " , " ++ (??Term) ++ " , [...] }"},
                                                              {unexpected_exception, {X__Class, X__Term, X__Stack}}]})
                      end
              end)())
        end).
-define(assertException(Class, Term, Expr, Comment), 
        begin
            ((fun() ->
                      try (Expr) of
                          X__Value ->
                              erlang:error({assertException, [?ASSERT_AT, {comment, (Comment)}, {expression, (??Expr)},
                                                              {pattern, "{ " ++ (??Class) ++ " , " ++ (??Term) ++ " , [...] }"},
                                                              {unexpected_success, X__Value}]})
                      catch
                          Class:Term -> ok;
                          X__Class:X__Term:X__Stack ->
                              erlang:error({assertException, [?ASSERT_AT, {comment, (Comment)}, {expression, (??Expr)},
                                                              {pattern, "{ " ++ (??Class) ++ " , " ++ (??Term) ++ " , [...] }"},
                                                              {unexpected_exception, {X__Class, X__Term, X__Stack}}]})
                      end
              end)())
        end).

-define(assertNotException(Class, Term, Expr), 
        begin
            ((fun() ->
                      try (Expr) of
                          _ -> ok
                      catch
                          X__Class:X__Term:X__Stack ->
                              case X__Class of
                                  Class ->
                                      case X__Term of
                                          Term ->
                                              erlang:error({assertNotException,
                                                            [?ASSERT_AT, {expression, (??Expr)},
                                                             {pattern, "{ " ++ (??Class) ++ " , " ++ (??Term) ++ " , [...] }"},
                                                             {unexpected_exception, {X__Class, X__Term, X__Stack}}]});
                                          _ -> ok
                                      end;
                                  _ -> ok
                              end
                      end
              end)())
        end).
-define(assertNotException(Class, Term, Expr, Comment), 
        begin
            ((fun() ->
                      try (Expr) of
                          _ -> ok
                      catch
                          X__Class:X__Term:X__Stack ->
                              case X__Class of
                                  Class ->
                                      case X__Term of
                                          Term ->
                                              erlang:error({assertNotException,
                                                            [?ASSERT_AT, {comment, (Comment)}, {expression, (??Expr)},
                                                             {pattern, "{ " ++ (??Class) ++ " , " ++ (??Term) ++ " , [...] }"},
                                                             {unexpected_exception, {X__Class, X__Term, X__Stack}}]});
                                          _ -> ok
                                      end;
                                  _ -> ok
                              end
                      end
              end)())
        end).

-define(assertError(Term, Expr), ?assertException(error, Term, Expr)).
-define(assertError(Term, Expr, Comment), ?assertException(error, Term, Expr, Comment)).
-define(assertExit(Term, Expr), ?assertException(exit, Term, Expr)).
-define(assertExit(Term, Expr, Comment), ?assertException(exit, Term, Expr, Comment)).
-define(assertThrow(Term, Expr), ?assertException(throw, Term, Expr)).
-define(assertThrow(Term, Expr, Comment), ?assertException(throw, Term, Expr, Comment)).
-endif.

-endif.
