%% Stands in for OTP's calendar, whole exported API.
-module(calendar).

-export([date_to_gregorian_days/1, date_to_gregorian_days/3, datetime_to_gregorian_seconds/1,
         day_of_the_week/1, day_of_the_week/3, gregorian_days_to_date/1, gregorian_seconds_to_datetime/1,
         is_leap_year/1, iso_week_number/0, iso_week_number/1, last_day_of_the_month/2, local_time/0,
         local_time_to_universal_time/1, local_time_to_universal_time/2,
         local_time_to_universal_time_dst/1, now_to_datetime/1, now_to_local_time/1,
         now_to_universal_time/1, rfc3339_to_system_time/1, rfc3339_to_system_time/2,
         seconds_to_daystime/1, seconds_to_time/1, system_time_to_local_time/2,
         system_time_to_rfc3339/1, system_time_to_rfc3339/2, system_time_to_universal_time/2,
         time_difference/2, time_to_seconds/1, universal_time/0, universal_time_to_local_time/1,
         valid_date/1, valid_date/3]).

-define(DAY, 86400).
-define(EPOCH_DAYS, 719528).

%% Years are counted from March, so that the leap day is the last.

date_to_gregorian_days(Year, Month, Day) when is_integer(Day), Day > 0 ->
    Last = last_day_of_the_month(Year, Month),
    if Day =< Last -> days_before(Year, Month) + Day end.

days_before(Year, Month) ->
    Y = if Month =< 2 -> Year + 399; true -> Year + 400 end,
    M = (Month + 9) rem 12,
    365 * Y + Y div 4 - Y div 100 + Y div 400 + (153 * M + 2) div 5 + 59 - 146097.
date_to_gregorian_days({Y, M, D}) -> date_to_gregorian_days(Y, M, D).

datetime_to_gregorian_seconds({Date, Time}) ->
    ?DAY * date_to_gregorian_days(Date) +
        time_to_seconds(Time).

day_of_the_week(Y, M, D) ->
    (date_to_gregorian_days(Y, M, D) + 5) rem 7 + 1.
day_of_the_week({Y, M, D}) -> day_of_the_week(Y, M, D).

gregorian_days_to_date(Days) ->
    {Year, M, Day} = day_to_year(Days),
    Month = if M < 10 -> M + 3; true -> M - 9 end,
    {if Month =< 2 -> Year + 1; true -> Year end, Month, Day}.

gregorian_seconds_to_datetime(Secs) when Secs >= 0 ->
    Days = Secs div ?DAY, {gregorian_days_to_date(Days), seconds_to_time(Secs rem ?DAY)}.

is_leap_year(Y) when is_integer(Y), Y >= 0 ->
    Y rem 4 =:= 0 andalso Y rem 100 =/= 0 orelse Y rem 400 =:= 0.

iso_week_number() ->
    {Date, _} = local_time(),
    iso_week_number(Date).

iso_week_number({Y, M, D}) ->
    Day = date_to_gregorian_days(Y, M, D),
    First = first_iso_day(Y),
    if
        Day < First -> {Y - 1, week(Day, first_iso_day(Y - 1))};
        true ->
            case first_iso_day(Y + 1) of
                Next when Day >= Next -> {Y + 1, week(Day, Next)};
                _ -> {Y, week(Day, First)}
            end
    end.

week(Day, First) -> (Day - First) div 7 + 1.

%% The Monday of the week that has the fourth of January.
first_iso_day(Y) ->
    Fourth = date_to_gregorian_days(Y, 1, 4),
    Fourth - (Fourth + 5) rem 7.

last_day_of_the_month(Y, M) when is_integer(Y), Y >= 0 ->
    last_day_of_the_month1(Y, M).

last_day_of_the_month1(_, M) when M =:= 4; M =:= 6; M =:= 9; M =:= 11 -> 30;
last_day_of_the_month1(Y, 2) ->
    case is_leap_year(Y) of
        true -> 29;
        false -> 28
    end;
last_day_of_the_month1(_, M) when is_integer(M), M > 0, M < 13 -> 31.

%% Local and universal time.

local_time() -> erlang:localtime().

universal_time() -> erlang:universaltime().

local_time_to_universal_time(DateTime) -> erlang:localtime_to_universaltime(DateTime).

local_time_to_universal_time(DateTime, Dst) -> erlang:localtime_to_universaltime(DateTime, Dst).

local_time_to_universal_time_dst(DateTime) ->
    Dst = erlang:localtime_to_universaltime(DateTime, true),
    Std = erlang:localtime_to_universaltime(DateTime, false),
    [U || U <- lists:usort([Dst, Std]), erlang:universaltime_to_localtime(U) =:= DateTime].

now_to_datetime({Mega, Secs, _}) ->
    gregorian_seconds_to_datetime(Mega * 1000000 + Secs + ?EPOCH_DAYS * ?DAY).

now_to_universal_time(Now) -> now_to_datetime(Now).

now_to_local_time({_, _, _} = Now) -> universal_time_to_local_time(now_to_universal_time(Now)).

seconds_to_daystime(Secs) ->
    Days = Secs div ?DAY, Rest = Secs rem ?DAY,
    if
        Rest < 0 -> {Days - 1, seconds_to_time(Rest + ?DAY)};
        true -> {Days, seconds_to_time(Rest)}
    end.

seconds_to_time(Secs) when Secs >= 0, Secs < ?DAY ->
    Rest = Secs rem 3600, {Secs div 3600, Rest div 60, Rest rem 60}.

system_time_to_local_time(Time, Unit) ->
    Universal = system_time_to_universal_time(Time, Unit),
    universal_time_to_local_time(Universal).

system_time_to_universal_time(Time, Unit) ->
    Secs = erlang:convert_time_unit(Time, Unit, second),
    gregorian_seconds_to_datetime(Secs + ?EPOCH_DAYS * ?DAY).

time_difference({{_, _, _}, {_, _, _}} = From, {{_, _, _}, {_, _, _}} = To) ->
    seconds_to_daystime(datetime_to_gregorian_seconds(To) - datetime_to_gregorian_seconds(From)).

time_to_seconds({H, M, S}) when is_integer(H), is_integer(M), is_integer(S) -> H * 3600 + M * 60 + S.

universal_time_to_local_time(DateTime) ->
    erlang:universaltime_to_localtime(DateTime).

valid_date(Y, M, D) when is_integer(Y), is_integer(M), is_integer(D) ->
    Y >= 0 andalso M > 0 andalso M < 13 andalso D > 0 andalso D =< last_day_of_the_month(Y, M).
valid_date({Y, M, D}) -> valid_date(Y, M, D).

%% {Year, Month, Day}, of a year that begins in March.
day_to_year(Days) when Days >= 0 ->
    N = Days div 365 * 0 + Days + 146037,
    Era = N div 146097,
    DayOfEra = N rem 146097,
    YearOfEra = (DayOfEra - DayOfEra div 1460 + DayOfEra div 36524 - DayOfEra div 146096) div 365,
    DayOfYear = DayOfEra - (365 * YearOfEra + YearOfEra div 4 - YearOfEra div 100),
    M = (5 * DayOfYear + 2) div 153,
    {YearOfEra + Era * 400 - 400, M, DayOfYear - (153 * M + 2) div 5 + 1}.

%% RFC 3339.

system_time_to_rfc3339(Time) -> system_time_to_rfc3339(Time, []).

system_time_to_rfc3339(Time, Options) ->
    case proplists:get_value(unit, Options, second) of
        native ->
            Offset = case proplists:get_value(offset, Options, "") of
                         Native when is_integer(Native) -> erlang:convert_time_unit(Native, native, millisecond);
                         Text -> Text
                     end,
            rfc3339(erlang:convert_time_unit(Time, native, millisecond), millisecond, [{offset, Offset} | Options]);
        Unit -> rfc3339(Time, Unit, Options)
    end.

rfc3339(Time, Unit, Options) ->
    Per = per_second(Unit),
    {Offset, Zone} = zone(proplists:get_value(offset, Options, ""), Time, Unit),
    Fraction = (Time rem Per + Per) rem Per,
    Secs = (Time - Fraction) div Per + Offset,
    is_year_of_four_digits(Secs) orelse error({badarg, [Time, Options]}),
    {{Y, Mo, D}, {H, Mi, S}} = gregorian_seconds_to_datetime(Secs + ?EPOCH_DAYS * ?DAY),
    Separator = proplists:get_value(time_designator, Options, $T),
    lists:flatten([padded(Y, 4), $-, padded(Mo, 2), $-, padded(D, 2), Separator, padded(H, 2), $:,
                   padded(Mi, 2), $:, padded(S, 2), fraction(Fraction, Per), Zone]).

per_second(Unit) -> erlang:convert_time_unit(1, second, Unit).

is_year_of_four_digits(Secs) -> Secs >= -62167219200 andalso Secs =< 253402300799.

padded(N, Width) -> string:right(integer_to_list(N), Width, $0).

fraction(_, 1) -> "";
fraction(Fraction, Per) -> [$. | padded(Fraction, length(integer_to_list(Per)) - 1)].

zone("Z", _Time, _Unit) -> {0, "Z"};
zone(Offset, _Time, Unit) when is_integer(Offset) ->
    Secs = erlang:convert_time_unit(Offset, Unit, second),
    {Secs, zone_text(Secs)};
zone([_, _, _] = Zone, Time, Unit) -> zone(Zone ++ ":00", Time, Unit);
zone([Sign, H1, H2, $:, M1, M2] = Zone, _Time, _Unit) ->
    Secs = 60 * (60 * list_to_integer([H1, H2]) + list_to_integer([M1, M2])),
    {if Sign =:= $- -> -Secs; true -> Secs end, Zone};
zone("", Time, Unit) ->
    Universal = system_time_to_universal_time(Time, Unit),
    Local = universal_time_to_local_time(Universal),
    Secs = datetime_to_gregorian_seconds(Local) - datetime_to_gregorian_seconds(Universal),
    {Secs, zone_text(Secs)}.

zone_text(Secs) ->
    Sign = if Secs < 0 -> $-; true -> $+ end,
    Minutes = abs(Secs) div 60,
    [Sign, padded(Minutes div 60, 2), $:, padded(Minutes rem 60, 2)].

rfc3339_to_system_time(Text) -> rfc3339_to_system_time(Text, []).

rfc3339_to_system_time(Text, Options) ->
    Per = per_second(proplists:get_value(unit, Options, second)),
    [Y1, Y2, Y3, Y4, $-, Mo1, Mo2, $-, D1, D2, _, H1, H2, $:, Mi1, Mi2, $:, S1, S2 | Rest] = Text,
    {Fraction, Zone} = lists:splitwith(fun(C) -> C =:= $. orelse C >= $0 andalso C =< $9 end, Rest),
    Date = {list_to_integer([Y1, Y2, Y3, Y4]), list_to_integer([Mo1, Mo2]), list_to_integer([D1, D2])},
    Time = {list_to_integer([H1, H2]), list_to_integer([Mi1, Mi2]), list_to_integer([S1, S2])},
    Offset =
        case Zone of
            _ when Zone =:= "Z"; Zone =:= "z" -> 0;
            [_ | _] -> element(1, zone(Zone, 0, second))
        end,
    Secs = datetime_to_gregorian_seconds({Date, Time}) - ?EPOCH_DAYS * ?DAY - Offset,
    is_year_of_four_digits(Secs) orelse error({badarg, [Text, Options]}),
    Secs * Per +
        case Fraction of
            "" -> 0;
            _ when Per =:= 1 -> 0;
            [$. | Digits] -> round(list_to_float("0." ++ Digits) * Per)
        end.
