%% What the functions of calendar and its kin give, on the engine and on OTP 25.
-module(test_calendar).
-export([run/0]).

run() ->
    true = 4 =:= calendar:day_of_the_week(2023,1,5),
    true = {2020,53} =:= calendar:iso_week_number({2021,1,3}),
    true = 62167219200 =:= calendar:datetime_to_gregorian_seconds({{1970,1,1},{0,0,0}}),
    true = {2020,7,29} =:= calendar:gregorian_days_to_date(738000),
    true = false =:= calendar:is_leap_year(1900),
    true = {1,{1,1,1}} =:= calendar:seconds_to_daystime(90061),
    true = "1970-01-01T00:00:00Z" =:= calendar:system_time_to_rfc3339(0,[{offset,"Z"}]),
    true = 0 =:= calendar:rfc3339_to_system_time("1970-01-01T01:00:00+01:00"),
    true = false =:= calendar:valid_date({2023,2,29}),
    ok.
