%% Subset of OTP's shell_default. Missing: the debugger's commands (ib, ia and kin).
%%
%% What a call without a module means at the shell's prompt.
-module(shell_default).

-export([help/0, c/1, c/2, c/3, cd/1, flush/0, i/0, i/3, l/1, lc/1, ls/0, ls/1, m/0, m/1, mm/0, lm/0, memory/0, memory/1,
         nc/1, ni/0, nl/1, nregs/0, pid/3, pwd/0, q/0, regs/0, uptime/0, xm/1, y/1, y/2, bi/1, bt/1, erlangrc/1,
         h/1, h/2, h/3, ht/1, ht/2, ht/3, hcb/1, hcb/2, hcb/3]).

help() ->
    io:put_chars("** shell internal commands **\n"
                 "b()        -- the variables that are bound\n"
                 "e(N)       -- evaluate line N once more\n"
                 "f()        -- forget all variables\n"
                 "f(X)       -- forget X\n"
                 "h()        -- the lines so far\n"
                 "h(Mod)     -- what is documented of a module\n"
                 "h(Mod,Func)-- the same of a function\n"
                 "h(Mod,Func,Arity) -- the same with its arity\n"
                 "ht(Mod)    -- the types of a module\n"
                 "ht(Mod,Type) -- the same of one type\n"
                 "ht(Mod,Type,Arity) -- the same with its arity\n"
                 "hcb(Mod)    -- the callbacks of a module\n"
                 "hcb(Mod,CB) -- the same of one callback\n"
                 "hcb(Mod,CB,Arity) -- the same with its arity\n"
                 "history(N) -- keep N lines\n"
                 "results(N) -- keep N values\n"
                 "catch_exception(B) -- whether the evaluator outlives exceptions\n"
                 "v(N)       -- the value of line N\n"
                 "rd(R,D)    -- make a record known\n"
                 "rf()       -- forget all records\n"
                 "rf(R)      -- forget record R\n"
                 "rl()       -- the records that are known\n"
                 "rl(R)      -- one of them\n"
                 "rp(Term)   -- print a term whole, records as such\n"
                 "rr(File)   -- take the records of a file or module\n"
                 "rr(F,R)    -- take some of them\n"
                 "rr(F,R,O)  -- take some, with options\n"
                 "** commands in module c **\n"),
    c:help(),
    io:put_chars("** commands in module i (interpreter interface) **\n"
                 "ih()       -- print help for the i module\n"),
    true.

c(File) -> c:c(File).
c(File, Options) -> c:c(File, Options).
c(File, Options, Filter) -> c:c(File, Options, Filter).
cd(Dir) -> c:cd(Dir).
flush() -> c:flush().
i() -> c:i().
i(X, Y, Z) -> c:i(X, Y, Z).
l(Mod) -> c:l(Mod).
lc(Files) -> c:lc(Files).
ls() -> c:ls().
ls(Dir) -> c:ls(Dir).
m() -> c:m().
m(Mod) -> c:m(Mod).
mm() -> c:mm().
lm() -> c:lm().
memory() -> c:memory().
memory(Type) -> c:memory(Type).
nc(File) -> c:nc(File).
ni() -> c:ni().
nl(Mod) -> c:nl(Mod).
nregs() -> c:nregs().
pid(X, Y, Z) -> c:pid(X, Y, Z).
pwd() -> c:pwd().
q() -> c:q().
regs() -> c:regs().
uptime() -> c:uptime().
xm(Mod) -> c:xm(Mod).
y(File) -> c:y(File).
y(File, Opts) -> c:y(File, Opts).
bi(N) -> c:bi(N).
bt(Pid) -> c:bt(Pid).
erlangrc(Dirs) -> c:erlangrc(Dirs).
h(Mod) -> c:h(Mod).
h(Mod, Func) -> c:h(Mod, Func).
h(Mod, Func, Arity) -> c:h(Mod, Func, Arity).
ht(Mod) -> c:ht(Mod).
ht(Mod, Type) -> c:ht(Mod, Type).
ht(Mod, Type, Arity) -> c:ht(Mod, Type, Arity).
hcb(Mod) -> c:hcb(Mod).
hcb(Mod, Callback) -> c:hcb(Mod, Callback).
hcb(Mod, Callback, Arity) -> c:hcb(Mod, Callback, Arity).
