package dev.reevaluate.server.webhooks;

import java.net.UnknownHostException;

/** A host has no address that a webhook may be sent to. */
final class AddressRefusedException extends UnknownHostException {

    private static final long serialVersionUID = 1L;
}
