/**
 * The forms that only the body of a trace specification may hold, with their numbers of arguments
 * (erts user's guide, "Match Specifications", ActionFunction). What each does is in run.ts.
 */
export const SPECIAL_FORMS: Readonly<Record<string, readonly number[]>> = {
  message: [1],
  return_trace: [0],
  exception_trace: [0],
  process_dump: [0],
  caller: [0],
  caller_line: [0],
  display: [1],
  silent: [1],
  set_tcw: [1],
  get_seq_token: [0],
  set_seq_token: [2],
  enable_trace: [1, 2],
  disable_trace: [1, 2],
  trace: [2, 3],
};
