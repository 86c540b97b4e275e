%% What the functions of rand and its kin give, on the engine and on OTP 25.
-module(test_rand).
-export([run/0]).

run() ->
    true = [27,41,75,39,31,74,19,24,13,39] =:= begin rand:seed(exsss,{1,2,3}),[rand:uniform(100)||_<-lists:seq(1,10)] end,
    true = [0.3672301478324621,0.899364294071664,0.008882807305278462,0.8979947493669225,0.8303407866585315] =:= begin rand:seed(exsss,42),[rand:uniform()||_<-lists:seq(1,5)] end,
    true = <<"Ö>½Ó¾]éÕJ£">> =:= begin rand:seed(exsss,7),rand:bytes(10) end,
    true = {exsss,[273560573251292631|21458996443244060]} =:= begin rand:seed(exsss,7),rand:export_seed() end,
    ok.
