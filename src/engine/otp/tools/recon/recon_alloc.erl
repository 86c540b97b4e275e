%% Subset of recon_alloc 2.5.6: memory/1,2 and set_unit/1. The engine has no allocators, so what is allocated is what is
%% used; the largest use that memory/2 has seen stands for max.
%% Missing: figures of single allocators (fragmentation, cache hit rates, block sizes, snapshots).
-module(recon_alloc).

-export([memory/1, memory/2, set_unit/1, allocators/0]).

-define(UNIT, {?MODULE, unit}).
-define(MAX, {?MODULE, max}).

-spec memory(used | allocated | unused | usage) -> non_neg_integer() | float().
memory(Key) -> memory(Key, current).

-spec memory(used | allocated | unused | usage, current | max) -> non_neg_integer() | float().
memory(usage, _) -> 1.0;
memory(unused, _) -> in_unit(0);
memory(Key, Which) when Key =:= used; Key =:= allocated -> in_unit(bytes(Which)).

bytes(Which) ->
    Now = erlang:memory(total),
    Max = max(Now, case get(?MAX) of
                       undefined -> 0;
                       Seen -> Seen
                   end),
    put(?MAX, Max),
    case Which of
        current -> Now;
        max -> Max
    end.

%% The unit of what memory/1,2 return, for the calling process.
-spec set_unit(byte | kilobyte | megabyte | gigabyte) -> ok.
set_unit(Unit) when Unit =:= byte; Unit =:= kilobyte; Unit =:= megabyte; Unit =:= gigabyte ->
    put(?UNIT, Unit),
    ok.

in_unit(Bytes) ->
    case get(?UNIT) of
        kilobyte -> Bytes / 1024;
        megabyte -> Bytes / (1024 * 1024);
        gigabyte -> Bytes / (1024 * 1024 * 1024);
        _ -> Bytes
    end.

-spec allocators() -> [].
allocators() -> [].
