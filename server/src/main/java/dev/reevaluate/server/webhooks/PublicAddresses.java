package dev.reevaluate.server.webhooks;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves hosts to public addresses and to no other, when the connection is made: what the host's name is, or what it
 * meant earlier, does not matter. IPv4 leaves out the special ranges of RFC 6890; IPv6 leaves out all but global unicast,
 * and of that the tunnels into IPv4.
 */
final class PublicAddresses implements DnsResolver {

    private static final List<Range> SPECIAL_IPV4 = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/3");
    private static final List<Range> GLOBAL_IPV6 = ranges("2000::/3");
    private static final List<Range> SPECIAL_IPV6 = ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private final DnsResolver any;
    private final Set<String> allowedHosts;

    /** Takes what resolves hosts to whatever addresses, and the hosts that may have any of them, as URLs name them. */
    PublicAddresses(DnsResolver any, Set<String> allowedHosts) {
        this.any = any;
        this.allowedHosts = allowedHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = any.resolve(host);
        if (allowedHosts.contains(host.toLowerCase(Locale.ROOT))) {
            return all;
        }
        InetAddress[] open =
                Arrays.stream(all).filter(PublicAddresses::isPublic).toArray(InetAddress[]::new);
        if (open.length == 0) {
            throw new AddressRefusedException();
        }
        return open;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return any.resolveCanonicalHostname(host);
    }

    // An IPv4 address that is mapped into IPv6 is an Inet4Address to Java.
    static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? SPECIAL_IPV4.stream().noneMatch(range -> range.contains(address))
                : GLOBAL_IPV6.stream().anyMatch(range -> range.contains(address))
                        && SPECIAL_IPV6.stream().noneMatch(range -> range.contains(address));
    }

    private static List<Range> ranges(String... cidrs) {
        return Stream.of(cidrs).map(Range::of).toList();
    }

    private record Range(BigInteger prefix, int shift) {

        static Range of(String cidr) {
            int slash = cidr.indexOf('/');
            try {
                byte[] address = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
                int shift = address.length * Byte.SIZE - Integer.parseInt(cidr.substring(slash + 1));
                return new Range(new BigInteger(1, address).shiftRight(shift), shift);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(cidr, e);
            }
        }

        boolean contains(InetAddress address) {
            return new BigInteger(1, address.getAddress()).shiftRight(shift).equals(prefix);
        }
    }
}
