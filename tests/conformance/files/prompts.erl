-module(prompts).
-export([number/1, bad/1, crash/1, atom/1]).

number([{history, N}]) -> io_lib:format("~w? ", [N]).

bad(_) -> {not_a_prompt, 1}.

crash(_) -> error(oops).

atom(_) -> 'here> '.
