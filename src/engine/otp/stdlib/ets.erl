%% Subset of OTP's ets. Missing: dets behind to_dets and from_dets, the log format of saved tables. The
%% -file attributes keep the line numbers that stacks of the real module show.
-module(ets).
-compile({no_auto_import, [whereis/1]}).

-export([all/0, delete/1, delete/2, delete_all_objects/1, delete_object/2, first/1, foldl/3, foldr/3,
         file2tab/1, file2tab/2, from_dets/2, i/0, i/1, i/2, i/3, init_table/2, table/1, table/2, to_dets/2, tab2file/2, tab2file/3, tabfile_info/1, fun2ms/1, give_away/3, info/1, info/2, insert/2, insert_new/2, internal_delete_all/2,
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
    try do_foldl(F, Acc, ets:first(Table), Table)
    after ets:safe_fixtable(Table, false)
    end.

do_foldl(_F, Acc, '$end_of_table', _Table) -> Acc;
do_foldl(F, Acc, Key, Table) ->
    do_foldl(F, lists:foldl(F, Acc, ets:lookup(Table, Key)), ets:next(Table, Key), Table).

foldr(F, Acc, Table) ->
    ets:safe_fixtable(Table, true),
    try do_foldr(F, Acc, ets:last(Table), Table)
    after ets:safe_fixtable(Table, false)
    end.

do_foldr(_F, Acc, '$end_of_table', _Table) -> Acc;
do_foldr(F, Acc, Key, Table) ->
    do_foldr(F, lists:foldr(F, Acc, ets:lookup(Table, Key)), ets:prev(Table, Key), Table).

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

-file("ets.erl", 600).
fun2ms(Fun) when is_function(Fun) ->
    %% Funs of the shell carry their text.
    case erl_eval:fun_data(Fun) of
        {fun_data, Bindings, Clauses} ->
            case ms_transform:transform_from_shell(?MODULE, Clauses, Bindings) of
                {error, [{_, [{_, _, Code} | _]} | _], _} ->
                    io:format("Error: ~ts~n", [ms_transform:format_error(Code)]),
                    {error, transform_error};
                Spec -> Spec
            end;
        _ ->
            %% Compiled funs do not; where one is written as a literal,
            %% the parse transform ms_transform has put the specification
            %% into its place before this function is ever called.
            exit({badarg, {?MODULE, fun2ms, [function, called, with, real, 'fun', should, be, transformed,
                                             with, parse_transform, 'or', called, with, a, 'fun',
                                             generated, in, the, shell]}})
    end.

%% Tables in files: one term, {ets_table, Properties, Extended, Objects, Checksum}.

-define(UNTOLD, [compressed, read_concurrency, write_concurrency]).

tab2file(Table, File) -> tab2file(Table, File, []).

tab2file(Table, File, Options) ->
    try
        {Extended, _Sync} = parse_ft_options(Options),
        Info = ets:info(Table),
        Info =/= undefined orelse throw(badtab),
        Kept = [{Key, proplists:get_value(Key, Info)} || Key <- [name, type, protection, named_table, keypos, size | ?UNTOLD]],
        Objects = ets:tab2list(Table),
        Binary = term_to_binary({ets_table, Kept, Extended, Objects, erlang:md5(term_to_binary(Objects))}),
        case file:write_file(File, Binary) of
            ok -> ok;
            {error, Reason} -> {error, {file_error, File, Reason}}
        end
    catch
        throw:Error -> {error, Error};
        exit:Error -> {error, Error}
    end.

parse_ft_options(Options) when is_list(Options) -> file_options(Options, {[], false}).

file_options([], Wanted) -> Wanted;
file_options([{sync, Sync} | Rest], {Extended, _}) when is_boolean(Sync) -> file_options(Rest, {Extended, Sync});
file_options([{extended_info, List} | Rest], {Extended, Sync}) ->
    file_options(Rest, {lists:reverse(lists:usort(extended(List) ++ Extended)), Sync});
file_options([Option | _], _) -> throw({unknown_option, Option});
file_options(Options, _) -> throw({malformed_option, Options}).

extended([]) -> [];
extended([Item | Rest]) when Item =:= md5sum; Item =:= object_count -> [Item | extended(Rest)];
extended([Item | _]) -> throw({unknown_option, [{extended_info, [Item]}]});
extended(Items) -> throw({malformed_option, {extended_info, Items}}).

file2tab(File) -> file2tab(File, []).

file2tab(File, Options) ->
    try
        Verify = verify_option(Options, false),
        {Info, Extended, Objects, Sum} = read_table(File),
        Verify andalso lists:member(md5sum, Extended) andalso Sum =/= erlang:md5(term_to_binary(Objects))
            andalso throw(checksum_error),
        Value = fun(Key) -> proplists:get_value(Key, Info) end,
        Flags = [Key || Key <- [named_table, compressed], Value(Key)],
        Speed = [{Key, Value(Key)} || Key <- [read_concurrency, write_concurrency]],
        try ets:new(Value(name), [Value(type), Value(protection), {keypos, Value(keypos)} | Flags ++ Speed]) of
            Table ->
                true = ets:insert(Table, Objects),
                {ok, Table}
        catch
            error:_ -> {error, cannot_create_table}
        end
    catch
        throw:Error -> {error, Error}
    end.

verify_option([], Verify) -> Verify;
verify_option([{verify, Verify} | Rest], _) when is_boolean(Verify) -> verify_option(Rest, Verify);
verify_option([Option | _], _) -> throw({unknown_option, Option});
verify_option(Options, _) -> throw({malformed_option, Options}).

tabfile_info(File) when is_list(File); is_atom(File) ->
    try
        {Info, Extended, _, _} = read_table(File),
        {ok, [Told || {Key, _} = Told <- Info, not lists:member(Key, ?UNTOLD)] ++ [{extended_info, Extended}, {version, {1, 0}}]}
    catch
        throw:Error -> {error, Error}
    end.

read_table(File) ->
    case file:read_file(File) of
        {ok, Binary} ->
            try binary_to_term(Binary) of
                {ets_table, Info, Extended, Objects, Sum} -> {Info, Extended, Objects, Sum};
                _ -> throw(badfile)
            catch
                error:_ -> throw({read_error, {not_a_log_file, File}})
            end;
        {error, Reason} ->
            throw({read_error, {file_error, File, Reason}})
    end.

%% Filling a table from elsewhere.

init_table(Table, Read) ->
    ets:delete_all_objects(Table),
    init_table_continue(Table, Read(read)).

-file("ets.erl", 739).
init_table_continue(_Table, end_of_input) ->
    true;
init_table_continue(Table, {Objects, Read}) when is_list(Objects), is_function(Read) ->
    ets:insert(Table, Objects),
    init_table_continue(Table, try Read(read) catch
                                   throw:Thrown -> exit(Thrown)
                               end);
init_table_continue(_Table, Error) ->
    exit(Error).

from_dets(Table, Dets) ->
    try dets:to_ets(Dets, Table) of
        {error, Reason} -> error(Reason, [Table, Dets]);
        Table -> true;
        Other -> error(Other, [Table, Dets])
    catch
        error:_ -> error(badarg, [Table, Dets])
    end.

to_dets(Table, Dets) ->
    try dets:from_ets(Dets, Table) of
        {error, Reason} -> error(Reason, [Table, Dets]);
        ok -> Dets
    catch
        error:_ -> error(badarg, [Table, Dets])
    end.

%% A handle for queries.

table(Table) -> table(Table, []).

table(Table, Options) when is_list(Options) ->
    Traverse = proplists:get_value(traverse, Options, select),
    Limit = proplists:get_value(n_objects, Options, 100),
    Known = lists:all(fun({n_objects, _}) -> true; ({traverse, _}) -> true; (_) -> false end, Options),
    Known andalso (Limit =:= default orelse is_integer(Limit) andalso Limit > 0) orelse error(badarg, [Table, Options]),
    {Objects, Extra} =
        case Traverse of
            first_next -> {fun() -> by_key(Table, ets:first(Table), fun ets:next/2) end, []};
            last_prev -> {fun() -> by_key(Table, ets:last(Table), fun ets:prev/2) end, []};
            select ->
                Run = fun(Spec) -> by_chunk(ets:select(Table, Spec, Limit)) end,
                {Run, [{lookup_fun, fun(_Pos, Keys) -> lists:append([ets:lookup(Table, Key) || Key <- Keys]) end}]};
            {select, Spec} ->
                {fun() -> by_chunk(ets:select(Table, Spec, Limit)) end, []};
            _ ->
                error(badarg, [Table, Options])
        end,
    qlc:table(Objects, [{pre_fun, fun(_) -> ets:safe_fixtable(Table, true) end},
                        {post_fun, fun() -> ets:safe_fixtable(Table, false) end},
                        {info_fun, fun(Item) -> query_info(Table, Item) end},
                        {key_equality, key_equality(Table)} | Extra]);
table(Table, Option) ->
    table(Table, [Option]).

by_key(_Table, '$end_of_table', _Next) -> [];
by_key(Table, Key, Next) -> ets:lookup(Table, Key) ++ fun() -> by_key(Table, Next(Table, Key), Next) end.

by_chunk('$end_of_table') -> [];
by_chunk({Objects, Continuation}) -> Objects ++ fun() -> by_chunk(ets:select(Continuation)) end.

query_info(Table, num_of_objects) -> ets:info(Table, size);
query_info(Table, keypos) -> ets:info(Table, keypos);
query_info(Table, is_unique_objects) -> ets:info(Table, type) =/= duplicate_bag;
query_info(Table, is_sorted_key) -> ets:info(Table, type) =:= ordered_set;
query_info(_Table, _Item) -> undefined.

key_equality(Table) ->
    case ets:info(Table, type) of
        ordered_set -> '==';
        _ -> '=:='
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

%% One table, a screen at a time. A screen has as many lines as `Height`, the last one for the question.

i(Table) -> i(Table, 40).

i(Table, Height) -> i(Table, Height, 80).

-file("ets.erl", 1673).
i(Table, Height, Width) ->
    First = ets:first(Table),
    page(Table, First, [], 1, {Height, Width}, all).

%% `Left` are objects of a key already passed; `Wanted` is `all` or a compiled expression.
page(Table, Key, Left, Number, {Height, Width} = Size, Wanted) ->
    case page_rows(Table, Key, Left, Number, Height - 1, Width, Wanted) of
        {more, Key1, Left1, Number1} ->
            question("(c)ontinue (q)uit (p)Digits (k)ill /Regexp -->", Table, {Key1, Left1, Number1}, Size, Wanted);
        finished ->
            question("EOT  (q)uit (p)Digits (k)ill /Regexp -->", Table, eot, Size, Wanted)
    end.

page_rows(_Table, '$end_of_table', [], _Number, _Lines, _Width, _Wanted) -> finished;
page_rows(_Table, Key, Left, Number, Lines, _Width, _Wanted) when Lines =< 0 -> {more, Key, Left, Number};
page_rows(Table, Key, [], Number, Lines, Width, Wanted) ->
    page_rows(Table, ets:next(Table, Key), ets:lookup(Table, Key), Number, Lines, Width, Wanted, looked_up);
page_rows(Table, Key, Left, Number, Lines, Width, Wanted) ->
    page_rows(Table, Key, Left, Number, Lines, Width, Wanted, looked_up).

page_rows(Table, Key, [Object | Left], Number, Lines, Width, Wanted, looked_up) ->
    Text = lists:flatten(io_lib:format("~tp", [Object])),
    case is_wanted(Text, Wanted) of
        true ->
            io:format("<~-4w> ~ts~n", [Number, cut(Text, Width)]),
            page_rows(Table, Key, Left, Number + 1, Lines - 1, Width, Wanted);
        false ->
            page_rows(Table, Key, Left, Number, Lines, Width, Wanted)
    end;
page_rows(Table, Key, [], Number, Lines, Width, Wanted, looked_up) ->
    page_rows(Table, Key, [], Number, Lines, Width, Wanted).

is_wanted(_Text, all) -> true;
is_wanted(Text, Expression) -> re:run(Text, Expression, [{capture, none}]) =:= match.

cut(Text, Width) when length(Text) > Width - 8 -> lists:sublist(Text, max(0, Width - 13)) ++ "  ...";
cut(Text, _Width) -> Text.

question(Prompt, Table, Place, Size, Wanted) ->
    case answer(io:get_line(Prompt)) of
        "q" -> ok;
        "k" -> ets:delete(Table), ok;
        [$p | Digits] ->
            show_object(Table, catch list_to_integer(Digits)),
            question(Prompt, Table, Place, Size, Wanted);
        [$/ | Expression] ->
            case re:compile(Expression, [unicode]) of
                {ok, Compiled} ->
                    page(Table, ets:first(Table), [], 1, Size, Compiled);
                {error, {Text, _}} ->
                    io:format("~ts\n", [Text]),
                    question(Prompt, Table, Place, Size, Wanted)
            end;
        Answer when (Answer =:= "c" orelse Answer =:= ""), Place =/= eot ->
            {Key, Left, Number} = Place,
            page(Table, Key, Left, Number, Size, Wanted);
        eof -> ok;
        _ -> question(Prompt, Table, Place, Size, Wanted)
    end.

answer(Line) when is_list(Line) -> string:trim(Line, trailing, "\n");
answer(_) -> eof.

show_object(Table, Number) when is_integer(Number), Number > 0 ->
    Objects = lists:append([ets:lookup(Table, Key) || Key <- keys(Table, ets:first(Table))]),
    case Number =< length(Objects) of
        true -> io:format("~tp~n", [lists:nth(Number, Objects)]);
        false -> ok
    end;
show_object(_Table, _Number) -> ok.

keys(_Table, '$end_of_table') -> [];
keys(Table, Key) -> [Key | keys(Table, ets:next(Table, Key))].
