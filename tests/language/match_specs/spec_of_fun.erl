-module(spec_of_fun).
-export([main/0]).
-compile({parse_transform,ms_transform}).

-record(cat,{name,town=x}).

main() ->
    X = 5, [ets:fun2ms(fun({A,B}) when A > X -> {A,B} end), ets:fun2ms(fun({A,B}=C) when A+1 > 2; is_atom(B) -> [A|C] end), dbg:fun2ms(fun([A,_|T]) when A == X -> return_trace(), message({caller(),T}) end),
 ets:fun2ms(fun(#cat{name=N}=C) when C#cat.town == N, is_record(C,cat) -> #cat{name=N} end), dbg:fun2ms(fun(_) -> true end), ets:fun2ms(fun({A,#{k:=V},"s",-1}) -> #{A=>V} end), ets:fun2ms(fun(C) -> C#cat{name=1} end), ets:fun2ms(fun({A}) -> {-1, -A, +A, {}, '_', self(), node()} end)].

%% => [[{{'$1','$2'},[{'>','$1',{const,5}}],[{{'$1','$2'}}]}],[{{'$1','$2'},[{'>',{'+','$1',1},2}],[['$1'|'$_']]},{{'$1','$2'},[{is_atom,'$2'}],[['$1'|'$_']]}],[{['$1','_'|'$2'],[{'==','$1',{const,5}}],[{return_trace},{message,{{{caller},'$2'}}}]}],[{{cat,'$1','_'},[{'==',{element,3,'$_'},'$1'},{is_record,'$_',cat,3}],[{{cat,'$1',x}}]}],[{'_',[],[true]}],[{{'$1',#{k => '$2'},[115],-1},[],[#{'$1' => '$2'}]}],[{'$1',[],[{{cat,1,{element,3,'$1'}}}]}],[{{'$1'},[],[{{-1,{'-','$1'},{'+','$1'},{{}},'_',{self},{node}}}]}]]
