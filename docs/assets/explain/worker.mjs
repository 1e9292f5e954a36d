// Starts the worker in which Python runs.
import { answerMessages } from "./python.mjs";

answerMessages(self);
