package dev.reevaluate.server.web;

import java.io.IOException;

/** There is no room for the request at present: others that came before hold it. */
final class BusyException extends IOException {}
