-module(basics).
-export([main/0]).
-record(r, {a = 1, b, c = [x]}).

main() ->
    R = #r{b = 2},
    R2 = R#r{a = 10, c = y},
    {R, R2, R#r.a, R2#r.c, #r.b, record_info(fields, r), record_info(size, r), is_record(R, r), f(R2), catch_(fun() -> (id(x))#r.a end), catch_(fun() -> (id({r, 1}))#r{a = 1} end), #r{_ = 0}}.

f(#r{a = A}) when A > 5 -> {big, A};
f(#r{}) -> small.

id(X) -> X.

catch_(F) -> try F() catch error:E -> E end.

%% => {{r,1,2,[x]},{r,10,2,y},1,y,3,[a,b,c],4,true,{big,10},{badrecord,x},{badrecord,{r,1}},{r,0,0,0}}
