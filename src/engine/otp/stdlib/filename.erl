%% Stands in for OTP's filename, whole exported API, as it is on Unix.
-module(filename).

-export([absname/1, absname/2, absname_join/2, append/2, basedir/2, basedir/3, basename/1, basename/2, dirname/1, extension/1,
         flatten/1, join/1, join/2, nativename/1, pathtype/1, rootname/1, rootname/2, split/1, validate/1]).

%% The work is done on lists; a binary argument gives a binary back.

text(Name) when is_binary(Name) -> unicode:characters_to_list(Name);
text(Name) -> flatten(Name).

like(Name, Text) when is_binary(Name) -> unicode:characters_to_binary(Text);
like(_, Text) -> Text.

flatten(Bin) when is_binary(Bin) -> Bin;
flatten(Atom) when is_atom(Atom) -> atom_to_list(Atom);
flatten([C | T]) when is_integer(C) -> [C | flatten(T)];
flatten([H | T]) -> flatten(H) ++ flatten(T);
flatten([]) -> [].

pathtype(Name) ->
    case text(Name) of
        [$/ | _] -> absolute;
        _ -> relative
    end.

split(Name) ->
    Text = text(Name),
    Parts = [like(Name, P) || P <- string:lexemes(Text, "/")],
    case Text of
        [$/ | _] -> [like(Name, "/") | Parts];
        _ -> Parts
    end.

join([Name]) -> like(Name, tidy(text(Name)));
join([Name1, Name2 | Rest]) -> join([join(Name1, Name2) | Rest]).

join(Name1, Name2) ->
    Text =
        case text(Name2) of
            [$/ | _] = Absolute -> Absolute;
            "" -> text(Name1);
            Relative -> text(Name1) ++ "/" ++ Relative
        end,
    if
        is_binary(Name1); is_binary(Name2) -> unicode:characters_to_binary(tidy(Text));
        true -> tidy(Text)
    end.

%% Slashes are single, none is last, and folders called `.` go but for the first and the last part.
tidy([$/ | T]) ->
    case tidy_part(T) of
        "" -> "/";
        Rest -> [$/ | Rest]
    end;
tidy(Text) -> tidy_1(Text).

tidy_1([$/ | T]) ->
    case tidy_part(T) of
        "" -> "";
        Rest -> [$/ | Rest]
    end;
tidy_1([C | T]) -> [C | tidy_1(T)];
tidy_1([]) -> [].

%% What follows a slash.
tidy_part([$/ | T]) -> tidy_part(T);
tidy_part([$., $/ | T]) -> tidy_part(T);
tidy_part(Text) -> tidy_1(Text).

append(Dir, Name) -> like(Dir, text(Dir) ++ "/" ++ text(Name)).

basename(Name) ->
    like(Name, case string:lexemes(text(Name), "/") of
                   [] -> "";
                   Parts -> lists:last(Parts)
               end).

basename(Name, Ext) ->
    Base = text(basename(Name)),
    Suffix = text(Ext),
    like(Name, case lists:suffix(Suffix, Base) andalso lists:suffix(Suffix, text(Name)) of
                   true -> lists:sublist(Base, length(Base) - length(Suffix));
                   false -> Base
               end).

dirname(Name) ->
    Text = text(Name),
    like(Name, case lists:splitwith(fun(C) -> C =/= $/ end, lists:reverse(Text)) of
                   {_, []} -> ".";
                   {_, Rest} ->
                       case lists:dropwhile(fun(C) -> C =:= $/ end, Rest) of
                           [] -> "/";
                           Dir -> lists:reverse(Dir)
                       end
               end).

extension(Name) ->
    {_, Ext} = parts(text(Name)),
    like(Name, Ext).

rootname(Name) ->
    {Root, _} = parts(text(Name)),
    like(Name, Root).

%% Names of one kind with another give a binary.
like(Name, Other, Text) -> if is_binary(Name); is_binary(Other) -> unicode:characters_to_binary(Text); true -> Text end.

rootname(Name, Ext) ->
    Text = text(Name),
    Suffix = text(Ext),
    like(Name, Ext, case lists:suffix(Suffix, Text) andalso lists:sublist(Text, length(Text) - length(Suffix)) of
                        false -> Text;
                        Root ->
                            %% A name that is all extension has none.
                            case Root =:= "" orelse lists:last(Root) =:= $/ of
                                true -> Text;
                                false -> Root
                            end
                    end).

parts(Text) ->
    case lists:splitwith(fun(C) -> C =/= $. andalso C =/= $/ end, lists:reverse(Text)) of
        {Ext, [$., C | Root]} when C =/= $/ -> {lists:reverse([C | Root]), [$. | lists:reverse(Ext)]};
        _ -> {Text, ""}
    end.

absname(Name) ->
    {ok, Cwd} = file:get_cwd(),
    absname(Name, Cwd).

absname(Name, Dir) ->
    case pathtype(Name) of
        absolute -> join([Name]);
        relative -> absname_join(Dir, Name)
    end.

absname_join(Dir, Name) -> join(Dir, Name).

nativename(Name) -> join([Name]).

%% Where an application's files of a kind belong.
basedir(Type, Application) -> basedir(Type, Application, #{}).

basedir(Type, Application, Opts)
  when is_atom(Type), is_map(Opts), is_list(Application); is_atom(Type), is_map(Opts), is_binary(Application) ->
    System = maps:get(os, Opts, system()),
    Base = base(System, Type),
    Name = join([maps:get(author, Opts) || System =:= windows, is_map_key(author, Opts)]
                ++ [Application]
                ++ [maps:get(version, Opts) || is_map_key(version, Opts)]),
    case {System, Type} of
        _ when Type =:= site_config; Type =:= site_data -> [join([Dir, Name]) || Dir <- Base];
        {linux, user_log} -> join([Base, Name, "log"]);
        {windows, user_log} -> join([Base, Name, "Logs"]);
        {windows, user_cache} -> join([Base, Name, "Cache"]);
        _ -> join([Base, Name])
    end.

system() ->
    case os:type() of
        {unix, darwin} -> darwin;
        {win32, _} -> windows;
        _ -> linux
    end.

base(linux, user_data) -> variable("XDG_DATA_HOME", home(".local/share"));
base(linux, user_config) -> variable("XDG_CONFIG_HOME", home(".config"));
base(linux, Type) when Type =:= user_cache; Type =:= user_log -> variable("XDG_CACHE_HOME", home(".cache"));
base(linux, site_data) -> string:lexemes(variable("XDG_DATA_DIRS", "/usr/local/share/:/usr/share/"), ":");
base(linux, site_config) -> string:lexemes(variable("XDG_CONFIG_DIRS", "/etc/xdg"), ":");
base(darwin, Type) when Type =:= user_data; Type =:= user_config -> home("Library/Application Support");
base(darwin, user_cache) -> home("Library/Caches");
base(darwin, user_log) -> home("Library/Logs");
base(darwin, Type) when Type =:= site_data; Type =:= site_config -> ["/Library/Application Support"];
base(windows, Type) when Type =:= site_data; Type =:= site_config -> [];
base(windows, user_config) -> variable("APPDATA", home("Roaming"));
base(windows, Type) when Type =:= user_data; Type =:= user_cache; Type =:= user_log ->
    case variable("APPDATA", none) of
        none -> home("Local");
        Roaming -> variable("LOCALAPPDATA", Roaming)
    end.

variable(Name, Default) ->
    case os:getenv(Name) of
        Value when Value =:= false; Value =:= "" -> Default;
        Value -> Value
    end.

home(Dir) ->
    case os:getenv("HOME") of
        false ->
            {ok, [[Home]]} = init:get_argument(home),
            join(Home, Dir);
        Home -> join(Home, Dir)
    end.

validate(Name) when is_binary(Name) -> not lists:member(0, binary_to_list(Name));
validate(Name) ->
    try
        Text = flatten(Name),
        lists:all(fun(C) -> is_integer(C) andalso C > 0 end, Text)
    catch
        error:_ -> false
    end.
