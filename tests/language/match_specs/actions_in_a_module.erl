-module(actions_in_a_module).
-export([main/0]).
-include_lib("stdlib/include/ms_transform.hrl").
-record(cat, {name, town = minsk}).

main() ->
    Town = praha,
    {dbg:fun2ms(fun([_]) -> return_trace() end),
     dbg:fun2ms(fun([_, mode]) -> message(caller()) end),
     ets:fun2ms(fun(#cat{name = Name, town = T}) when T =/= Town -> {Name, Town} end)}.

%% => {[{['_'],[],[{return_trace}]}],[{['_',mode],[],[{message,{caller}}]}],[{{cat,'$1','$2'},[{'=/=','$2',{const,praha}}],[{{'$1',{const,praha}}}]}]}
