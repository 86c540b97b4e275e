%% Stands in for OTP's filelib, whole exported API. Files are those of the node's own store.
-module(filelib).

-export([compile_wildcard/1, ensure_dir/1, ensure_path/1, file_size/1, file_size/2, find_file/2, find_file/3,
         find_source/1, find_source/2, find_source/3, fold_files/5, fold_files/6, is_dir/1, is_dir/2, is_file/1,
         is_file/2, is_regular/1, is_regular/2, last_modified/1, last_modified/2, safe_relative_path/2,
         wildcard/1, wildcard/2, wildcard/3]).

%% A module that is given stands for `file`: erl_prim_loader and prim_file are the others that OTP knows.

info(Name, Mod) ->
    case Mod:read_file_info(Name) of
        {ok, Info} -> {element(2, Info), element(3, Info), element(6, Info)};
        _ -> {0, none, 0}
    end.

type(Name, Mod) -> element(2, info(Name, Mod)).

is_dir(Dir) -> is_dir(Dir, file).

is_dir(Dir, Mod) -> type(Dir, Mod) =:= directory.

is_file(File) -> is_file(File, file).

is_file(File, Mod) -> lists:member(type(File, Mod), [regular, directory]).

is_regular(File) -> is_regular(File, file).

is_regular(File, Mod) -> type(File, Mod) =:= regular.

last_modified(File) -> last_modified(File, file).

last_modified(File, Mod) -> element(3, info(File, Mod)).

file_size(File) -> file_size(File, file).

file_size(File, Mod) -> element(1, info(File, Mod)).

ensure_dir("/") -> ok;
ensure_dir(File) -> ensure_path(filename:dirname(File)).

ensure_path("/") -> ok;
ensure_path(Dir) ->
    case is_dir(Dir) of
        true -> ok;
        false ->
            case filename:dirname(Dir) of
                Dir -> {error, einval};
                Above ->
                    _ = ensure_path(Above),
                    made(file:make_dir(Dir), Dir)
            end
    end.

made({error, eexist} = Error, Dir) ->
    case is_dir(Dir) of
        true -> ok;
        false -> Error
    end;
made(Result, _Dir) -> Result.

fold_files(Dir, RegExp, Recursive, Fun, Acc) -> fold_files(Dir, RegExp, Recursive, Fun, Acc, file).

fold_files(Dir, RegExp, Recursive, Fun, Acc, Mod) ->
    {ok, Compiled} = re:compile(RegExp, [unicode]),
    fold_dir(Dir, Compiled, Recursive, Fun, Acc, Mod).

fold_dir(Dir, RegExp, Recursive, Fun, Acc0, Mod) ->
    Names = case Mod:list_dir(Dir) of {ok, Found} -> Found; _ -> [] end,
    lists:foldl(
      fun(Name, Acc) ->
              Path = filename:join(Dir, Name),
              case type(Path, Mod) of
                  regular ->
                      case re:run(Name, RegExp, [{capture, none}]) of
                          match -> Fun(Path, Acc);
                          nomatch -> Acc
                      end;
                  directory when Recursive -> fold_dir(Path, RegExp, Recursive, Fun, Acc, Mod);
                  _ -> Acc
              end
      end, Acc0, Names).

%% Wildcards. A compiled one is {compiled_wildcard, {exists, Path} or {First, Parts}}.

-file("filelib.erl", 52).
wildcard(Pattern) ->
    try expand_all(Pattern, ".", file)
    catch throw:Reason -> erlang:error({badpattern, Reason})
    end.

-file("filelib.erl", 57).
wildcard(Pattern, Dir) when is_list(Dir); is_binary(Dir) ->

    try expand_all(Pattern, flat(Dir), file)
    catch throw:Reason -> erlang:error({badpattern, Reason})
    end;
wildcard(Pattern, Mod) when is_atom(Mod) ->
    try expand_all(Pattern, ".", Mod)
    catch throw:Reason -> erlang:error({badpattern, Reason})
    end.

wildcard(Pattern, Dir, Mod) ->
    try expand_all(Pattern, flat(Dir), Mod)
    catch throw:Reason -> erlang:error({badpattern, Reason})
    end.

expand_all(Pattern, Dir, Mod) -> lists:usort(lists:append([expand(P, Dir, Mod) || P <- alternatives(Pattern)])).

-file("filelib.erl", 405).
compile_wildcard(Pattern) ->
    try {compiled_wildcard, alternatives(Pattern)}
    catch throw:Reason -> erlang:error({badpattern, Reason})
    end.

flat(Dir) when is_binary(Dir) -> unicode:characters_to_list(Dir);
flat(Dir) -> Dir.

alternatives({compiled_wildcard, Parsed}) -> Parsed;
alternatives(Pattern) when is_list(Pattern) ->
    Pattern =/= "" orelse erlang:error({badmatch, []}, [Pattern]),
    [[segment(S) || S <- filename:split(Pattern), S =/= "."]].

%% A segment is text, `double_star` or a list of what its characters may be.
segment("**") -> double_star;
segment(Text) ->
    Parts = parts(Text),
    case lists:all(fun is_integer/1, Parts) of
        true -> {text, Parts};
        false -> {match, Parts}
    end.

parts([$\\, C | Cs]) -> [C | parts(Cs)];
parts([$? | Cs]) -> [any | parts(Cs)];
parts([$* | Cs]) -> [star | parts(Cs)];
parts([$[ | Cs]) ->
    case set(Cs) of
        {Set, Rest} -> [{set, Set} | parts(Rest)];
        error -> [$[ | parts(Cs)]
    end;
parts([${ | Cs]) ->
    case choices(Cs, 0, [], []) of
        {Choices, Rest} -> [{choice, [parts(C) || C <- Choices]} | parts(Rest)];
        error -> throw(missing_delimiter)
    end;
parts([C | Cs]) -> [C | parts(Cs)];
parts([]) -> [].

set([$] | Cs]) -> set(Cs, [$]]);
set(Cs) -> set(Cs, []).

set([$] | Cs], Acc) -> {Acc, Cs};
set([$\\, C | Cs], Acc) -> set(Cs, [C | Acc]);
set([A, $-, B | Cs], Acc) when B =/= $] -> set(Cs, lists:seq(A, B) ++ Acc);
set([C | Cs], Acc) -> set(Cs, [C | Acc]);
set([], _Acc) -> error.

choices([$}], 0, One, Done) -> {lists:reverse([lists:reverse(One) | Done]), []};
choices([$} | Cs], 0, One, Done) -> {lists:reverse([lists:reverse(One) | Done]), Cs};
choices([$} | Cs], Depth, One, Done) -> choices(Cs, Depth - 1, [$} | One], Done);
choices([${ | Cs], Depth, One, Done) -> choices(Cs, Depth + 1, [${ | One], Done);
choices([$, | Cs], 0, One, Done) -> choices(Cs, 0, [], [lists:reverse(One) | Done]);
choices([$\\, C | Cs], Depth, One, Done) -> choices(Cs, Depth, [C, $\\ | One], Done);
choices([C | Cs], Depth, One, Done) -> choices(Cs, Depth, [C | One], Done);
choices([], _, _, _) -> error.

expand([{text, "/"} | Segments], _Dir, Mod) -> walk(Segments, "/", "/", Mod);
expand(Segments, Dir, Mod) -> walk(Segments, Dir, "", Mod).

%% The paths under `Dir` that the segments match, as they read from `Shown` on.
walk([], Dir, Shown, Mod) -> [Shown || Shown =/= "", type(Dir, Mod) =/= none];
walk([{text, Name} | Rest], Dir, Shown, Mod) ->
    %% nothing is above a file, though its path with dots leads somewhere
    case Name =/= ".." orelse type(Dir, Mod) =:= directory of
        true -> walk(Rest, filename:join(Dir, Name), below(Shown, Name), Mod);
        false -> []
    end;
walk([double_star | Rest], Dir, Shown, Mod) ->
    Here = case Rest of [] -> []; _ -> walk(Rest, Dir, Shown, Mod) end,
    Here ++ lists:append([begin
                              Path = filename:join(Dir, Name),
                              case {type(Path, Mod), Rest} of
                                  {directory, []} -> [below(Shown, Name) | walk([double_star], Path, below(Shown, Name), Mod)];
                                  {directory, _} -> walk([double_star | Rest], Path, below(Shown, Name), Mod);
                                  {_, []} -> [below(Shown, Name)];
                                  _ -> []
                              end
                          end || Name <- names(Dir, Mod)]);
walk([{match, Parts} | Rest], Dir, Shown, Mod) ->
    lists:append([walk(Rest, filename:join(Dir, Name), below(Shown, Name), Mod)
                  || Name <- names(Dir, Mod), matches(Parts, Name)]).

names(Dir, Mod) ->
    case Mod:list_dir(Dir) of
        {ok, Names} -> lists:sort(Names);
        _ -> []
    end.

below("", Name) -> Name;
below("/", Name) -> [$/ | Name];
below(Shown, Name) -> Shown ++ [$/ | Name].

matches([star], _) -> true;
matches([star | Ps], Cs) -> lists:any(fun(N) -> matches(Ps, lists:nthtail(N, Cs)) end, lists:seq(0, length(Cs)));
matches([any | Ps], [_ | Cs]) -> matches(Ps, Cs);
matches([{set, Set} | Ps], [C | Cs]) -> lists:member(C, Set) andalso matches(Ps, Cs);
matches([{choice, Choices} | Ps], Cs) -> lists:any(fun(Choice) -> matches(Choice ++ Ps, Cs) end, Choices);
matches([C | Ps], [C | Cs]) -> matches(Ps, Cs);
matches([], []) -> true;
matches(_, _) -> false.

%% Finding sources of objects.

find_file(Name, Dir) -> find_file(Name, Dir, []).

find_file(Name, Dir, []) -> find_file(Name, Dir, rules());
find_file(Name, Dir, Rules) -> try_dirs(Name, [Dir | [New || {From, To} <- Rules, New <- replaced(Dir, From, To)]]).

find_source(Path) -> find_source(filename:basename(Path), filename:dirname(Path)).

find_source(Name, Dir) -> find_source(Name, Dir, []).

find_source(Name, Dir, []) -> find_source(Name, Dir, source_rules());
find_source(Name, Dir, Rules) ->
    Extension = filename:extension(Name),
    Root = filename:rootname(Name, Extension),
    Tries = [{Root ++ To, Where}
             || {From, To, DirRules} <- [full_rule(R) || R <- Rules], From =:= Extension,
                Where <- [Dir | [New || {A, B} <- DirRules, New <- replaced(Dir, A, B)]]],
    first([filename:join(Where, Source) || {Source, Where} <- Tries]).

full_rule({From, To}) -> {From, To, rules()};
full_rule({From, To, []}) -> {From, To, rules()};
full_rule({_, _, _} = Rule) -> Rule.

rules() -> [{"", ""}, {"ebin", "src"}, {"ebin", "esrc"}].

source_rules() ->
    [{".beam", ".erl", [{"ebin", "src"}, {"ebin", "esrc"}, {"", ""}]}, {".erl", ".yrl", [{"", ""}]},
     {"", ".src", [{"", ""}]}, {".so", ".c", [{"priv", "c_src"}, {"priv", "src"}, {"", ""}]},
     {".o", ".c", [{"priv", "c_src"}, {"priv", "src"}, {"", ""}]}, {"", ".c", [{"priv", "c_src"}, {"priv", "src"}, {"", ""}]},
     {"", ".in", [{"basic", ""}]}].

replaced(Dir, From, To) ->
    case lists:suffix(From, Dir) of
        true -> [lists:sublist(Dir, length(Dir) - length(From)) ++ To];
        false -> []
    end.

try_dirs(Name, Dirs) -> first([filename:join(Dir, Name) || Dir <- Dirs]).

first(Paths) ->
    case [Path || Path <- Paths, is_regular(Path)] of
        [Path | _] -> {ok, Path};
        [] -> {error, not_found}
    end.

%% A path that stays below its directory, without dots; `unsafe` otherwise.
safe_relative_path(Path, _Cwd) ->
    case filename:pathtype(Path) of
        relative -> safe(filename:split(Path), [], Path);
        _ -> unsafe
    end.

safe([], [], Path) when is_binary(Path) -> <<>>;
safe([], [], _) -> "";
safe([], Done, _) -> filename:join(lists:reverse(Done));
safe([Dot | Rest], Done, Path) when Dot =:= "."; Dot =:= <<".">> -> safe(Rest, Done, Path);
safe([Up | Rest], Done, Path) when Up =:= ".."; Up =:= <<"..">> ->
    case Done of
        [] -> unsafe;
        [_ | Above] -> safe(Rest, Above, Path)
    end;
safe([Name | Rest], Done, Path) -> safe(Rest, [Name | Done], Path).
