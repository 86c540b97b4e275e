-module(float_and_text_segments).
-export([main/0]).

main() ->
    Wide = 16,
    #{<<"Спутник"/utf8>> := V} = id(#{<<"Спутник"/utf8>> => 1}),
    {f(id(<<-1.0/float>>)), f(id(<<97.0/float>>)), f(id(<<3.0/float>>)), V, case id(<<0, $a, 0, $b>>) of B when B =:= <<"ab":Wide>> -> same; _ -> other end}.

f(<<-1/float>>) -> minus_one;
f(<<(90 + 7)/float>>) -> sum;
f(<<_/float>>) -> another.

id(X) -> X.

%% => {minus_one,sum,another,1,same}
