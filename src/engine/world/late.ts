// Brings the built-ins that come late (see bifs/late-rows.ts).
import '../bifs/late.ts';
