/** The answer to a request of ours whose parameters are not what it takes. */
import { ErrorCodes, ResponseError } from "vscode-languageserver";
import * as z from "zod";

export function invalidParams(error: z.ZodError): ResponseError<void> {
  return new ResponseError<void>(ErrorCodes.InvalidParams, z.prettifyError(error));
}
