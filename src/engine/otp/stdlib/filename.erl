%% Subset of OTP's filename, for Unix. Missing: basedir; names are character lists or binaries, not deep lists but in flatten/1.
-module(filename).

-export([absname/1, absname/2, absname_join/2, append/2, basename/1, basename/2, dirname/1, extension/1,
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
            Text0 ->
                Text2 = case Text0 of [$., $/ | T] -> T; _ -> Text0 end,
                case text(Name1) of
                    "" -> Text2;
                    Text1 -> Text1 ++ "/" ++ Text2
                end
        end,
    if
        is_binary(Name1); is_binary(Name2) -> unicode:characters_to_binary(tidy(Text));
        true -> tidy(Text)
    end.

%% Slashes are single, and none is last.
tidy([$/, $/ | T]) -> tidy([$/ | T]);
tidy("/") -> "/";
tidy(Text) -> tidy_1(Text).

tidy_1([$/, $/ | T]) -> tidy_1([$/ | T]);
tidy_1("/") -> "";
tidy_1([C | T]) -> [C | tidy_1(T)];
tidy_1([]) -> [].

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

rootname(Name, Ext) ->
    Text = text(Name),
    Suffix = text(Ext),
    like(Name, case lists:suffix(Suffix, Text) of
                   true -> lists:sublist(Text, length(Text) - length(Suffix));
                   false -> Text
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

validate(Name) when is_binary(Name) -> not lists:member(0, binary_to_list(Name));
validate(Name) ->
    try
        Text = flatten(Name),
        lists:all(fun(C) -> is_integer(C) andalso C > 0 end, Text)
    catch
        error:_ -> false
    end.
