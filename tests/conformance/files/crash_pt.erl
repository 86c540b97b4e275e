-module(crash_pt).
-export([parse_transform/2]).
parse_transform(_Forms, _Opts) -> error(oops).
