package dev.reevaluate.server.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host is resolved to: public addresses, whoever names the others. */
class PublicAddressesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // this machine, in full, decimal and short
                "127.0.0.1",
                "2130706433",
                "127.1",
                "0",
                "0.0.0.0",
                "::",
                "::1",
                "[::1]",
                // the operator's network, and the services of clouds
                "10.0.0.1",
                "172.16.0.1",
                "192.168.0.1",
                "100.64.0.1",
                "169.254.169.254",
                "2852039166",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                // IPv4 inside IPv6: mapped, compatible, NAT64, 6to4, Teredo
                "::ffff:169.254.169.254",
                "::ffff:a9fe:a9fe",
                "::ffff:127.0.0.1",
                "::169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "2001:0:7f00:1::1",
                // everybody, and nobody
                "224.0.0.1",
                "255.255.255.255",
                "ff02::1",
                "192.0.2.1",
                "2001:db8::1"
            })
    void anAddressThatIsNotPublicIsRefusedInAnyNotation(String host) {
        assertThatThrownBy(() -> resolver(SystemDefaultDnsResolver.INSTANCE).resolve(host))
                .isInstanceOf(AddressRefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x7f000001", "0x7f.0.0.1", "0xa9fea9fe"})
    void aHexadecimalNumberIsNoAddress(String host) {
        assertThatThrownBy(() -> resolver(SystemDefaultDnsResolver.INSTANCE).resolve(host))
                .isInstanceOf(UnknownHostException.class);
    }

    // Java reads a leading zero as decimal where other programs read octal: the address that was judged is the one
    // that is connected to, so there is no second reading.
    @ParameterizedTest
    @CsvSource({"0177.0.0.1, 177.0.0.1", "1.1.1.1, 1.1.1.1", "016843009, 1.1.1.1"})
    void aPublicAddressIsConnectedToAsItWasJudged(String host, String address) throws IOException {
        assertThat(resolver(SystemDefaultDnsResolver.INSTANCE).resolve(host))
                .extracting(InetAddress::getHostAddress)
                .containsExactly(address);
    }

    @Test
    void ofSeveralAddressesThoseThatAreNotPublicAreLeftOut() throws IOException {
        PublicAddresses resolver = resolver(answering("10.0.0.1", "1.1.1.1", "::1", "2606:4700::1111"));

        assertThat(resolver.resolve("mixed.example"))
                .extracting(InetAddress::getHostAddress)
                .containsExactly("1.1.1.1", "2606:4700:0:0:0:0:0:1111");
    }

    @Test
    void aNameThatMeansSomethingElseTheNextTimeIsJudgedAgain() throws IOException {
        Deque<DnsResolver> answers = new ArrayDeque<>(List.of(answering("1.1.1.1"), answering("169.254.169.254")));
        PublicAddresses resolver = resolver(new Answers() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return answers.remove().resolve(host);
            }
        });

        assertThat(resolver.resolve("rebinding.example")).hasSize(1);
        assertThatThrownBy(() -> resolver.resolve("rebinding.example")).isInstanceOf(AddressRefusedException.class);
    }

    @Test
    void aHostThatIsAllowedHasAnyAddressAndNoOtherHostHas() throws IOException {
        PublicAddresses resolver = new PublicAddresses(answering("10.0.0.1"), Set.of("Hooks.internal"));

        assertThat(resolver.resolve("hooks.INTERNAL")).hasSize(1);
        for (String other : List.of("internal", "x.hooks.internal", "hooks.internal.", "10.0.0.1")) {
            assertThatThrownBy(() -> resolver.resolve(other)).isInstanceOf(AddressRefusedException.class);
        }
    }

    private static PublicAddresses resolver(DnsResolver any) {
        return new PublicAddresses(any, Set.of());
    }

    static DnsResolver answering(String... addresses) {
        return new Answers() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] all = new InetAddress[addresses.length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = InetAddress.getByName(addresses[i]);
                }
                return Arrays.copyOf(all, all.length);
            }
        };
    }

    private abstract static class Answers implements DnsResolver {

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
