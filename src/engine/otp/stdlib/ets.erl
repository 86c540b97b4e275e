%% Subset of OTP's ets. Missing: i/1,2,3, table, init_table, to_dets, from_dets. The
%% -file attributes keep the line numbers that stacks of the real module show.
-module(ets).
-compile({no_auto_import, [whereis/1]}).

-export([all/0, delete/1, delete/2, delete_all_objects/1, delete_object/2, first/1, foldl/3, foldr/3,
         file2tab/1, file2tab/2, i/0, tab2file/2, tab2file/3, tabfile_info/1, fun2ms/1, give_away/3, info/1, info/2, insert/2, insert_new/2, internal_delete_all/2,
         internal_request_all/0, internal_select_delete/2, is_compiled_ms/1, last/1, lookup/2,
         lookup_element/3, match/1, match/2, match/3, match_delete/2, match_object/1, match_object/2,
         match_object/3, match_spec_compile/1, match_spec_run/2, match_spec_run_r/3, member/2, new/2,
         next/2, prev/2, rename/2, repair_continuation/2, safe_fixtable/2, select/1, select/2, select/3,
         select_count/2, select_delete/2, select_replace/2, select_reverse/1, select_reverse/2,
         select_reverse/3, setopts/2, slot/2, tab2list/1, take/2, test_ms/2, update_counter/3,
         update_counter/4, update_element/3, whereis/1]).

%% Built into the runtime.

delete(_Table) -> erlang:nif_error(undef).
delete(_Table, _Key) -> erlang:nif_error(undef).
delete_object(_Table, _Object) -> erlang:nif_error(undef).
first(_Table) -> erlang:nif_error(undef).
give_away(_Table, _Pid, _Data) -> erlang:nif_error(undef).
info(_Table) -> erlang:nif_error(undef).
info(_Table, _Item) -> erlang:nif_error(undef).
insert(_Table, _Objects) -> erlang:nif_error(undef).
insert_new(_Table, _Objects) -> erlang:nif_error(undef).
internal_delete_all(_Table, _Unused) -> erlang:nif_error(undef).
internal_request_all() -> erlang:nif_error(undef).
internal_select_delete(_Table, _Spec) -> erlang:nif_error(undef).
is_compiled_ms(_Compiled) -> erlang:nif_error(undef).
last(_Table) -> erlang:nif_error(undef).
lookup(_Table, _Key) -> erlang:nif_error(undef).
lookup_element(_Table, _Key, _Pos) -> erlang:nif_error(undef).
match(_Continuation) -> erlang:nif_error(undef).
match(_Table, _Pattern) -> erlang:nif_error(undef).
match(_Table, _Pattern, _Limit) -> erlang:nif_error(undef).
match_object(_Continuation) -> erlang:nif_error(undef).
match_object(_Table, _Pattern) -> erlang:nif_error(undef).
match_object(_Table, _Pattern, _Limit) -> erlang:nif_error(undef).
match_spec_compile(_Spec) -> erlang:nif_error(undef).
match_spec_run_r(_List, _Compiled, _Acc) -> erlang:nif_error(undef).
member(_Table, _Key) -> erlang:nif_error(undef).
new(_Name, _Options) -> erlang:nif_error(undef).
next(_Table, _Key) -> erlang:nif_error(undef).
prev(_Table, _Key) -> erlang:nif_error(undef).
rename(_Table, _Name) -> erlang:nif_error(undef).
safe_fixtable(_Table, _Fix) -> erlang:nif_error(undef).
select(_Continuation) -> erlang:nif_error(undef).
select(_Table, _Spec) -> erlang:nif_error(undef).
select(_Table, _Spec, _Limit) -> erlang:nif_error(undef).
select_count(_Table, _Spec) -> erlang:nif_error(undef).
select_replace(_Table, _Spec) -> erlang:nif_error(undef).
select_reverse(_Continuation) -> erlang:nif_error(undef).
select_reverse(_Table, _Spec) -> erlang:nif_error(undef).
select_reverse(_Table, _Spec, _Limit) -> erlang:nif_error(undef).
setopts(_Table, _Options) -> erlang:nif_error(undef).
slot(_Table, _Index) -> erlang:nif_error(undef).
take(_Table, _Key) -> erlang:nif_error(undef).
update_counter(_Table, _Key, _Op) -> erlang:nif_error(undef).
update_counter(_Table, _Key, _Op, _Default) -> erlang:nif_error(undef).
update_element(_Table, _Key, _Specs) -> erlang:nif_error(undef).
whereis(_Name) -> erlang:nif_error(undef).

%% The runtime answers each of the next three by a value or by a message.

all() ->
    receive_all(ets:internal_request_all()).

receive_all({Ref, N}) when is_reference(Ref) -> receive_all(Ref, N, []);
receive_all(Tables) -> Tables.

receive_all(_Ref, 0, Tables) -> Tables;
receive_all(Ref, N, Tables) ->
    receive {Ref, Some} -> receive_all(Ref, N - 1, Some ++ Tables) end.

delete_all_objects(Table) ->
    _ = ets:internal_delete_all(Table, undefined),
    true.

-file("ets.erl", 397).
select_delete(Table, [{'_', [], [true]}]) -> ets:internal_delete_all(Table, undefined);
select_delete(Table, Spec) ->
    Count =
        ets:internal_select_delete(Table, Spec),
    Count.

match_delete(Table, Pattern) ->
    _ = select_delete(Table, [{Pattern, [], [true]}]),
    true.

-file("ets.erl", 769).
tab2list(Table) ->
    Objects = ets:match_object(Table, '_'),
    Objects.

%% Folding goes by the keys of a fixed table, so objects inserted meanwhile may be seen.

-file("ets.erl", 630).
foldl(F, Acc, Table) ->
    ets:safe_fixtable(Table, true),
    try fold_up(F, Acc, ets:first(Table), Table)
    after ets:safe_fixtable(Table, false)
    end.

fold_up(_F, Acc, '$end_of_table', _Table) -> Acc;
fold_up(F, Acc, Key, Table) ->
    fold_up(F, lists:foldl(F, Acc, ets:lookup(Table, Key)), ets:next(Table, Key), Table).

foldr(F, Acc, Table) ->
    ets:safe_fixtable(Table, true),
    try fold_down(F, Acc, ets:last(Table), Table)
    after ets:safe_fixtable(Table, false)
    end.

fold_down(_F, Acc, '$end_of_table', _Table) -> Acc;
fold_down(F, Acc, Key, Table) ->
    fold_down(F, lists:foldr(F, Acc, ets:lookup(Table, Key)), ets:prev(Table, Key), Table).

%% Match specifications.

-file("ets.erl", 557).
match_spec_run(List, Compiled) ->
    lists:reverse(ets:match_spec_run_r(List, Compiled, [])).

repair_continuation('$end_of_table', _Spec) -> '$end_of_table';
repair_continuation(Continuation, _Spec) -> Continuation.

test_ms(Term, Spec) ->
    case erlang:match_spec_test(Term, Spec, table) of
        {ok, Result, _Flags, _Warnings} -> {ok, Result};
        {error, _} = Error -> Error
    end.

fun2ms(Fun) when is_function(Fun) ->
    case erl_eval:fun_data(Fun) of
        {fun_data, Bindings, Clauses} ->
            case ms_transform:transform_from_shell(?MODULE, Clauses, Bindings) of
                {error, [{_, [{_, _, Code} | _]} | _], _} ->
                    io:format("Error: ~ts~n", [ms_transform:format_error(Code)]),
                    {error, transform_error};
                Spec -> Spec
            end;
        _ ->
            exit({badarg, {?MODULE, fun2ms, [function, called, with, real, 'fun', should, be, transformed,
                                             with, parse_transform, 'or', called, with, a, 'fun',
                                             generated, in, the, shell]}})
    end.

%% Tables in files: one term, {ets_table, Properties, Objects}. Options are taken and make no difference.

tab2file(Table, File) -> tab2file(Table, File, []).

tab2file(Table, File, Options) when is_list(Options) ->
    case ets:info(Table) of
        undefined ->
            {error, badtab};
        Info ->
            Kept = [{Key, proplists:get_value(Key, Info)} || Key <- [name, type, protection, named_table, keypos, size]],
            file:write_file(File, term_to_binary({ets_table, Kept, ets:tab2list(Table)}))
    end.

file2tab(File) -> file2tab(File, []).

file2tab(File, Options) when is_list(Options) ->
    case read_table(File) of
        {ok, Info, Objects} ->
            [Name, Type, Protection, Named, KeyPos | _] = [Value || {_, Value} <- Info],
            try ets:new(Name, [Type, Protection, {keypos, KeyPos} | [named_table || Named]]) of
                Table ->
                    true = ets:insert(Table, Objects),
                    {ok, Table}
            catch
                error:_ -> {error, cannot_create_table}
            end;
        {error, _} = Error ->
            Error
    end.

tabfile_info(File) ->
    case read_table(File) of
        {ok, Info, _} -> {ok, Info ++ [{extended_info, []}, {version, {1, 0}}]};
        {error, _} = Error -> Error
    end.

read_table(File) ->
    case file:read_file(File) of
        {ok, Binary} ->
            try binary_to_term(Binary) of
                {ets_table, Info, Objects} -> {ok, Info, Objects};
                _ -> {error, badfile}
            catch
                error:_ -> {error, badfile}
            end;
        {error, Reason} ->
            {error, {read_error, {file_error, File, Reason}}}
    end.

%% All tables, on the terminal.
i() ->
    row("id", "name", "type", "size", "mem", "owner"),
    io:format(" ~ts~n", [lists:duplicate(76, $-)]),
    lists:foreach(
        fun(Table) ->
            case ets:info(Table) of
                undefined -> ok;
                Info ->
                    [Name, Type, Size, Memory, Owner] = [proplists:get_value(Key, Info) || Key <- [name, type, size, memory, owner]],
                    row(text(Table), text(Name), text(Type), text(Size), text(Memory), owner(Owner))
            end
        end, lists:sort(ets:all())).

row(Id, Name, Type, Size, Memory, Owner) ->
    io:format(" ~ts ~ts ~ts ~ts ~ts ~ts~n", [wide(Id, 15), wide(Name, 17), wide(Type, 5), wide(Size, 6), wide(Memory, 8), Owner]).

%% What is too long for its column pushes the rest to the right.
wide(Text, Width) when length(Text) >= Width -> Text;
wide(Text, Width) -> Text ++ lists:duplicate(Width - length(Text), $\s).

text(Term) -> lists:flatten(io_lib:format("~tw", [Term])).

owner(Pid) ->
    case process_info(Pid, registered_name) of
        {registered_name, Name} -> text(Name);
        _ -> text(Pid)
    end.
