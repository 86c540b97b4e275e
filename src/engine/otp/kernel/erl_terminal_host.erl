%% The terminal that the node's shell speaks to. Natives: every function here is replaced by the engine.
%%
%% Input arrives at the registered process user_drv as {terminal_line, Binary} (with its newline), terminal_eof and
%% terminal_interrupt.
-module(erl_terminal_host).

-export([put_chars/2, read_line/2, columns/0]).

%% Prints UTF-8 text. Source is `shell` (the terminal redraws a shown prompt under it) or `user` (printed where the cursor is).
put_chars(_Source, _Utf8) -> erlang:nif_error(undef).

%% Shows a prompt and asks for a line. Echo is true, or false for a password.
read_line(_Prompt, _Echo) -> erlang:nif_error(undef).

%% Width and height: {Columns, Rows} or undefined when it is no terminal.
columns() -> erlang:nif_error(undef).
